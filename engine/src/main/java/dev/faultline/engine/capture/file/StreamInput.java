package dev.faultline.engine.capture.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// A stream, such as standard input or what a decompressor gives.
final class StreamInput implements ByteInput {
    private static final int STEP = 1 << 18;

    private final InputStream stream;
    private final CountingStream stored;
    private final long size;
    private final boolean live;
    private final String compression;
    private byte[] step = new byte[1 << 14];

    /// @param stream gives the uncompressed bytes
    /// @param stored counts the bytes taken from the source below it; the same stream when nothing is
    /// compressed
    /// @param size of the source as stored, or -1
    /// @param live whether the source may pause, so that what has come must not wait for what has not
    /// @param compression its name, or `""`
    StreamInput(InputStream stream, CountingStream stored, long size, boolean live, String compression) {
        this.stream = stream;
        this.stored = stored;
        this.size = size;
        this.live = live;
        this.compression = compression;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int want = Math.min(into.remaining(), STEP);
        if (step.length < want) {
            step = new byte[STEP];
        }
        int count = readStep(want);
        if (count > 0) {
            into.put(step, 0, count);
        }
        return count;
    }

    private int readStep(int want) throws IOException {
        try {
            int count = stream.read(step, 0, want);
            return count == 0 ? readOne() : count;
        } catch (IOException e) {
            if (compression.isEmpty() || stored.hasFailed()) {
                throw e;
            }
            throw new DamagedCompressionException(e);
        } catch (RuntimeException e) { // what some decompressors throw on damaged data
            if (compression.isEmpty()) {
                throw e;
            }
            throw new DamagedCompressionException(e);
        }
    }

    /// For streams that give nothing, though that is not allowed: a single byte is waited for.
    private int readOne() throws IOException {
        int b = stream.read();
        step[0] = (byte) b;
        return b < 0 ? -1 : 1;
    }

    @Override
    public boolean ready() throws IOException {
        return !live || (compression.isEmpty() && stream.available() > 0);
    }

    @Override
    public long consumed() {
        return stored.count();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String compression() {
        return compression;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
