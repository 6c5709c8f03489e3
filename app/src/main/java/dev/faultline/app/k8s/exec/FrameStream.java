package dev.faultline.app.k8s.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Standard output of a command: frames come in on the WebSocket's thread and are read on another. Holds
/// little: when it is full it says so, and the next frame is asked for when it has room again.
final class FrameStream extends InputStream {
    /// Bytes from which on no frame is asked for; frames have 32 KiB at most, so this much and one more is
    /// held.
    static final int FULL = 1 << 19;

    private final Runnable hasRoom;
    private final Deque<ByteBuffer> frames = new ArrayDeque<>();
    private int held;
    private boolean paused;
    private boolean ended;
    private @Nullable String cut;

    /// @param hasRoom run on the reading thread when a full stream has room again
    FrameStream(Runnable hasRoom) {
        this.hasRoom = hasRoom;
    }

    /// Takes a frame.
    ///
    /// @return whether there is room for another; if not, `hasRoom` is run later
    synchronized boolean add(ByteBuffer frame) {
        if (!ended && frame.hasRemaining()) {
            frames.add(frame);
            held += frame.remaining();
            notifyAll();
        }
        return hasRoomNow();
    }

    /// Whether there is room; if not, `hasRoom` is run later.
    synchronized boolean hasRoomNow() {
        paused = !ended && held >= FULL;
        return !paused;
    }

    /// Whether it waits for its reader.
    synchronized boolean isPaused() {
        return paused;
    }

    /// Nothing more will come.
    ///
    /// @param why what broke, thrown once all has been read; null for a proper end
    synchronized void end(@Nullable String why) {
        if (!ended) {
            ended = true;
            cut = why;
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        boolean resume;
        int count;
        synchronized (this) {
            await();
            ByteBuffer frame = frames.peek();
            if (frame == null) {
                return atEnd();
            }
            count = Math.min(length, frame.remaining());
            frame.get(into, offset, count);
            held -= count;
            if (!frame.hasRemaining()) {
                frames.remove();
            }
            resume = paused && held < FULL / 2;
            paused = paused && !resume;
        }
        if (resume) {
            hasRoom.run();
        }
        return count;
    }

    private void await() throws InterruptedIOException {
        try {
            while (frames.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException();
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private int atEnd() throws IOException {
        if (cut != null) {
            throw new IOException(cut);
        }
        return -1;
    }

    @Override
    public synchronized int available() {
        return held;
    }

    /// Drops what has not been read.
    @Override
    public synchronized void close() {
        frames.clear();
        held = 0;
        cut = null;
        ended = true;
        notifyAll();
    }
}
