package dev.faultline.engine.l7.redis;

import java.lang.foreign.MemorySegment;

/// Hears what stands in the values of one direction.
interface RespListener {
    /// A value begins that is part of no other one.
    void begins(char type);

    /// A string of known length begins.
    ///
    /// @param available bytes at `at`, at most [RespReader#KEPT] and at most `length`
    void bulk(int index, MemorySegment bytes, long at, int available, long length);

    /// An error, of which `code` is the first word.
    void error(String code);

    /// The value, with all that it holds, is complete.
    void ends(char type);

    void malformed(long offset);

    boolean isDone();
}
