package dev.faultline.app.live.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A process of this machine that ends when its standard input does: it cannot outlive this program, with
/// whatever rights it runs. Thread-safe.
final class SupervisedProcess implements AutoCloseable {
    private static final int MOST_WORDS = 4000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Process process;
    private final Duration farewell;
    private final StringBuilder words = new StringBuilder();
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile boolean closed;

    /// Starts it.
    ///
    /// @param farewell how long it may take to end once it should
    SupervisedProcess(List<String> command, Duration farewell) throws IOException {
        this.farewell = farewell;
        process = new ProcessBuilder(command).start();
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

    /// Waits for its first byte on standard output.
    ///
    /// @return false when it ended before; its last words say why
    boolean speaks() throws InterruptedException {
        try {
            while (true) {
                // Asked first: what it said before it ended is still there.
                boolean alive = process.isAlive();
                if (process.getInputStream().available() > 0) {
                    return true;
                }
                if (!alive) {
                    break;
                }
                Thread.sleep(LOOK);
            }
        } catch (IOException e) {
            // It ended.
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        lastWords();
        return false;
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    /// What it has said on standard error.
    String words() {
        synchronized (words) {
            return words.toString().strip().replace("\n", "; ");
        }
    }

    /// The same once it has ended, or a moment later.
    String lastWords() throws InterruptedException {
        said.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        return words();
    }

    boolean isClosed() {
        return closed;
    }

    /// Lets it end. Does not wait for it.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // Waits for whoever is stuck in a write to a process that does not read.
        Thread.ofVirtual().name("faultline-local-close").start(this::closeInput);
        Thread.ofVirtual().name("faultline-local-end").start(this::endForSure);
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    private void endForSure() {
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until it has ended, after [#close()]; one that does not is ended.
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(farewell.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
