package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.engine.finding.FactText;
import dev.faultline.engine.pipeline.Progress;
import java.io.PrintStream;
import java.time.Duration;

/// One line on the terminal that says how far an analysis is, written over itself.
final class ProgressLine implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final long FIRST_AFTER = Duration.ofMillis(300).toNanos();
    private static final double SECOND = 1e9;

    private final PrintStream err;
    private final String file;
    private boolean visible;

    ProgressLine(PrintStream err, String file) {
        this.err = err;
        this.file = file;
    }

    void show(Progress progress, int found) {
        if (progress.nanos() < FIRST_AFTER) {
            return;
        }
        long size = progress.capture().sourceSize();
        double rate = progress.analysed() / (progress.nanos() / SECOND);
        String speed = FactText.of(Math.round(rate));
        String analysed = FactText.of(progress.analysed());
        String text;
        if (size > 0) {
            double done = Math.clamp((double) progress.capture().sourceBytes() / size, 0, 1);
            text = Messages.text(
                    "cli.progress", file, Math.round(100 * done), speed, left(done, progress.nanos()), found);
        } else {
            text = Messages.text("cli.progress.stream", file, analysed, speed, found);
        }
        err.print(ERASE + text);
        err.flush();
        visible = true;
    }

    private static String left(double done, long nanos) {
        if (done == 0) {
            return "?";
        }
        long seconds = Math.round(nanos * (1 - done) / done / SECOND);
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    @Override
    public void close() {
        erase();
    }

    /// Takes the line away.
    void erase() {
        if (visible) {
            err.print(ERASE);
            err.flush();
            visible = false;
        }
    }
}
