package dev.faultline.app.live.local;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedConnection;
import dev.faultline.app.live.FeedEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A capturing process on this machine. It runs under a shell that reads its standard input and ends the
/// process when that ends: it cannot outlive this program, with whatever rights it runs.
final class LocalConnection implements FeedConnection {
    /// Runs the command that follows until standard input ends.
    static final List<String> SUPERVISED = List.of("/bin/sh", "-c", """
            exec 3<&0
            "$@" 3<&- </dev/null & child=$!
            (cat <&3; kill -TERM $child) >/dev/null 2>&1 & watch=$!
            exec 3<&-
            wait $child; status=$?
            kill $watch 2>/dev/null
            exit $status
            """, "faultline-capture");

    private static final int MOST_WORDS = 4000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final CaptureTool tool;
    private final Process process;
    private final PushbackInputStream packets;
    private final StringBuilder words = new StringBuilder();
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile boolean closed;

    LocalConnection(CaptureTool tool, Process process) {
        this.tool = tool;
        this.process = process;
        packets = new PushbackInputStream(process.getInputStream(), 1);
        Thread.ofVirtual().name("faultline-local-words").start(this::listen);
    }

    private void listen() {
        try (BufferedReader lines = process.errorReader()) {
            String line = lines.readLine();
            while (line != null) {
                synchronized (words) {
                    if (words.length() < MOST_WORDS) {
                        words.append(line).append('\n');
                    }
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            // It says no more.
        } finally {
            said.countDown();
        }
    }

    /// Waits for the first byte: the file's header, which comes before any packet.
    ///
    /// @return false when the process ended before; [#words()] says why
    boolean awaitPackets() throws InterruptedException {
        try {
            int first = packets.read();
            if (first >= 0) {
                packets.unread(first);
                return true;
            }
        } catch (IOException e) {
            // It ended.
        }
        said.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        return false;
    }

    /// What the process has said on standard error.
    String words() {
        synchronized (words) {
            return words.toString().strip().replace("\n", "; ");
        }
    }

    @Override
    public InputStream packets() {
        return packets;
    }

    @Override
    public Duration clockOffset() {
        return Duration.ZERO;
    }

    /// A process of this machine lives until its stream ends.
    @Override
    public long lastSign() {
        return System.nanoTime();
    }

    @Override
    public FeedEnd end() {
        try {
            said.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String last = words();
        String why = closed ? "" : Messages.text("local.ended", last);
        return new FeedEnd(closed, why, tool.captured(last), tool.droppedByKernel(last), tool.droppedByInterface(last));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        Thread.ofVirtual().name("faultline-local-end").start(this::endForSure);
    }

    private void endForSure() {
        try {
            if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
