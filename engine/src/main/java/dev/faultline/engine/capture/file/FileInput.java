package dev.faultline.engine.capture.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// An uncompressed regular file, read by large `read()` calls straight into off-heap memory.
final class FileInput implements ByteInput {
    private final FileChannel channel;
    private final long size;
    private volatile long consumed;

    /// @param channel stands at the next byte to read
    FileInput(FileChannel channel) throws IOException {
        this.channel = channel;
        consumed = channel.position();
        size = channel.size();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads; others only look
    public int read(ByteBuffer into) throws IOException {
        int count = channel.read(into);
        if (count > 0) {
            consumed += count;
        }
        return count;
    }

    /// Goes to a byte of the file.
    void position(long position) throws IOException {
        channel.position(position);
        consumed = position;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public long size() {
        return Math.max(size, consumed);
    }

    @Override
    public String compression() {
        return "";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
