package dev.faultline.engine.capture.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts the bytes taken from a stream; any thread may ask.
final class CountingStream extends FilterInputStream {
    private volatile long count;
    private boolean failed;

    CountingStream(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    /// Whether the source itself failed, and not what is made of its bytes.
    boolean hasFailed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            return (int) counted(in.read(into, from, length));
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public long skip(long n) throws IOException {
        return counted(in.skip(n));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads the stream; others only look at the count
    private long counted(long n) {
        if (n > 0) {
            count += n;
        }
        return n;
    }
}
