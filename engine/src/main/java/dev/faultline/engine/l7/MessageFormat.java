package dev.faultline.engine.l7;

import java.lang.foreign.MemorySegment;

/// How the messages of one direction look, and who reads them; see [MessageReader].
public interface MessageFormat {
    /// [#length] of bytes that are no header.
    long MALFORMED = -1;

    /// Bytes of the next message that say how long it is, at least 1.
    int header();

    /// How long the message is that begins with these bytes, its header included; or [#MALFORMED].
    long length(MemorySegment bytes, long at);

    /// How many bytes of the beginning of a message are to be seen at once, its header included.
    int kept(MemorySegment bytes, long at, long length);

    /// A message begins.
    ///
    /// @param available bytes at `at`: the lesser of [#kept] and `length`
    void begins(MemorySegment bytes, long at, int available, long length);

    /// Bytes after those that [#begins] was given, as they come.
    default void body(MemorySegment bytes, long at, int length) {}

    /// The message is complete.
    ///
    /// @param last octet of it
    void ends(int last);

    /// At `offset` stands no header.
    void malformed(MemorySegment bytes, long at, int available, long offset);

    /// No memory was left for the beginning of a message that several packets carry.
    void exhausted();

    /// Whether nothing more is to be read.
    boolean isDone();
}
