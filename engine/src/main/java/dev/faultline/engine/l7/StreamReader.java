package dev.faultline.engine.l7;

import java.lang.foreign.MemorySegment;

/// Reads the messages of one direction of a connection as their bytes come.
public interface StreamReader {
    /// The next bytes, of one packet.
    void read(MemorySegment bytes, long at, int available);

    /// Bytes were not captured.
    ///
    /// @return whether they lay within a message, so that it is known where the next one begins
    boolean skip(int bytes);

    /// Whether a message has begun and more of it must come.
    boolean isIncomplete();

    /// Whether messages that begin now may be missed: after bytes that were not captured.
    boolean isLost();

    /// Bytes of the current message.
    long received();

    /// How long the current message is to be, or -1.
    long expected();

    /// Where the next byte stands in the data of this direction, from 0.
    long offset();

    /// Lets go of the memory.
    void release();
}
