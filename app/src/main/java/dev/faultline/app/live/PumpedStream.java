package dev.faultline.app.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A stream that is read ahead by a thread of its own, so that whoever reads it can wait for a while only, and
/// is not held by a source that says no more. What is not read stays bounded: then the source below waits.
final class PumpedStream extends InputStream {
    private static final int CAPACITY = 1 << 20;
    private static final int STEP = 1 << 16;

    private final InputStream source;
    private final long tick;
    private final BooleanSupplier alive;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    /// A ring.
    private final byte[] buffer = new byte[CAPACITY];

    private int start;
    private int size;
    private long received;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;

    /// @param source closed with this
    /// @param name of the reading thread
    /// @param tick nanoseconds after which `alive` is asked while nothing comes
    /// @param alive whether more may come; when not, reading fails
    PumpedStream(InputStream source, String name, long tick, BooleanSupplier alive) {
        this.source = source;
        this.tick = tick;
        this.alive = alive;
        Thread.ofPlatform().name(name).daemon().start(this::pump);
    }

    private void pump() {
        byte[] step = new byte[STEP];
        IOException problem = null;
        try {
            int count = source.read(step);
            while (count >= 0 && put(step, count)) {
                count = source.read(step);
            }
        } catch (IOException e) {
            problem = e;
        } finally {
            end(problem);
        }
    }

    /// @return false when nobody reads any more
    private boolean put(byte[] bytes, int count) {
        int done = 0;
        lock.lock();
        try {
            while (done < count && !closed) {
                while (size == CAPACITY && !closed) {
                    drained.awaitUninterruptibly();
                }
                int at = (start + size) % CAPACITY;
                int part = Math.min(count - done, Math.min(CAPACITY - size, CAPACITY - at));
                System.arraycopy(bytes, done, buffer, at, part);
                size += part;
                received += part;
                done += part;
                filled.signalAll();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable IOException problem) {
        lock.lock();
        try {
            ended = true;
            failure = problem;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a read would not wait.
    ///
    /// @return false when nothing came in time
    boolean await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!isReady() && left > 0) {
                left = filled.awaitNanos(left);
            }
            return isReady();
        } finally {
            lock.unlock();
        }
    }

    private boolean isReady() {
        return size > 0 || ended || closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (!isReady()) {
                waitForMore();
            }
            if (size == 0) {
                return atEnd();
            }
            int count = Math.min(length, Math.min(size, CAPACITY - start));
            System.arraycopy(buffer, start, into, offset, count);
            start = (start + count) % CAPACITY;
            size -= count;
            drained.signal();
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void waitForMore() throws IOException {
        try {
            long left = tick;
            while (!isReady() && left > 0) {
                left = filled.awaitNanos(left);
            }
            if (left <= 0 && !alive.getAsBoolean()) {
                throw new InterruptedIOException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private int atEnd() throws IOException {
        if (failure != null && !closed) {
            throw failure;
        }
        return -1;
    }

    /// Bytes that came in all.
    long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /// What has come can still be read; what would come is not waited for.
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
        source.close();
    }
}
