package dev.faultline.engine.capture.file;

import dev.faultline.engine.common.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// Reads single packets of a file again, by the position that an analysis noted. Used by one thread.
///
/// Packets of an uncompressed file are read at their place; a compressed one is read forward up to them, so ask
/// for them in ascending order.
public final class PacketReader implements Closeable {
    private PacketReader() {}

    /// Opens the file that was analysed.
    ///
    /// @throws IOException when the file cannot be read, or is no capture any more
    public static PacketReader open(Path file, Limits limits) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// The packet whose record begins at `position` of the uncompressed file.
    ///
    /// @throws IOException when there is no packet, as the file has changed
    public CapturedPacket read(long position) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
