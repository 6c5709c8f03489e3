package dev.faultline.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl+C (and `kill`) while a command runs: asks the command to stop, and holds the end of the process back
/// until it has written what it has. The process then ends with the status of the signal, 130 for Ctrl+C.
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook =
            Thread.ofPlatform().name("faultline-interruption").unstarted(this::onShutdown);
    private volatile boolean requested;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void onShutdown() {
        requested = true;
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(Status.INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the command should stop.
    boolean isRequested() {
        return requested;
    }

    /// The command has written all it had.
    @Override
    public void close() {
        done.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending already; the hook has nothing to wait for any more.
                requested = true;
            }
        }
    }
}
