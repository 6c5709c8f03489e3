package dev.faultline.engine.capture.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The bytes of a capture, uncompressed, in order. Used by one thread, save for [#consumed()].
interface ByteInput extends Closeable {

    /// Reads at least one byte, and as many more as there are at once, into a buffer with room.
    ///
    /// @return bytes read, or -1 at the end
    /// @throws IOException when the source fails, or when its compressed form is damaged
    int read(ByteBuffer into) throws IOException;

    /// Whether more should be read to fill a batch: false when that would mean waiting for a live source.
    boolean ready() throws IOException;

    /// Bytes consumed of the source as stored; any thread may ask.
    long consumed();

    /// Bytes of the source as stored, or -1 when unknown.
    long size();

    /// How a compressed source is compressed, as users know it (`gzip`), or `""`.
    String compression();
}
