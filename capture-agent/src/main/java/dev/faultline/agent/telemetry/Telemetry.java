package dev.faultline.agent.telemetry;

import dev.faultline.engine.finding.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells findings and figures of a running capture to whoever collects them. Thread-safe; who tells it a finding
/// never waits.
public final class Telemetry implements Closeable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MOST_SETTLING = 10_000;
    private static final int MOST_GROUPS = 500;

    private final Consumer<String> say;
    private final Pace pace;
    private final SettledFindings settling;
    private final FindingTally tally;
    private final MetricBook book;
    private final @Nullable OwnTraffic own;
    private final @Nullable OtlpExport otlp;
    private final @Nullable MetricsFile file;
    private final Path filePath;
    private final Thread thread;
    private boolean fileFails;
    private boolean closing;

    /// Where telemetry goes.
    ///
    /// @param otlp a receiver, or null
    /// @param metricsFile a file for Prometheus text, or null
    public record Targets(
            @Nullable OtlpEndpoint otlp, @Nullable Path metricsFile) {
        /// Nowhere.
        public static final Targets NONE = new Targets(null, null);

        /// Whether there is none.
        public boolean isEmpty() {
            return otlp == null && metricsFile == null;
        }
    }

    /// Who tells it.
    ///
    /// @param service name of the program
    /// @param version of the program
    /// @param instance one for each start
    /// @param host name of this host or pod
    /// @param names what ends of flows are called
    public record Sender(String service, String version, String instance, String host, EndNames names) {}

    /// How often things are told.
    ///
    /// @param settle how long findings may change before they are told
    /// @param metrics between two tellings of metrics
    record Pace(Duration settle, Duration metrics) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /// Begins.
    ///
    /// @param wanted chooses findings that are told and counted
    /// @param captures what capturing has come to, place by place
    /// @param say takes sentences for people: what fails, and that it works again; called on any thread
    /// @throws IOException when the file cannot be written
    public static Telemetry start(
            Targets targets,
            Sender sender,
            Predicate<Finding> wanted,
            Supplier<List<CaptureFigures>> captures,
            Consumer<String> say)
            throws IOException {
        return new Telemetry(targets, sender, wanted, captures, say, Pace.USUAL);
    }

    Telemetry(
            Targets targets,
            Sender sender,
            Predicate<Finding> wanted,
            Supplier<List<CaptureFigures>> captures,
            Consumer<String> say,
            Pace pace)
            throws IOException {
        this.say = say;
        this.pace = pace;
        OtlpEndpoint endpoint = targets.otlp();
        own = endpoint == null ? null : new OwnTraffic(endpoint.of("logs"));
        settling = new SettledFindings(
                MOST_SETTLING,
                pace.settle().toNanos(),
                own == null ? wanted : wanted.and(own.negate()),
                System::nanoTime);
        tally = new FindingTally(MOST_GROUPS, sender.names());
        book = new MetricBook(tally, captures, this::lost);
        Path path = targets.metricsFile();
        filePath = path == null ? Path.of("") : path;
        file = path == null ? null : new MetricsFile(path);
        if (file != null) {
            file.write(book.read());
        }
        otlp = endpoint == null ? null : new OtlpExport(endpoint, sender, book, pace.metrics(), say);
        thread = Thread.ofPlatform().daemon().name("faultline-telemetry").start(this::run);
    }

    /// A finding is new or has changed. Returns at once.
    public void found(Finding finding) {
        settling.found(finding);
    }

    private long lost() {
        return settling.refused() + (otlp == null ? 0 : otlp.dropped());
    }

    private void run() {
        long nextFile = System.nanoTime() + pace.metrics().toNanos();
        long nextLook = System.nanoTime();
        try {
            while (!awaitEnd()) {
                if (own != null && System.nanoTime() - nextLook >= 0) {
                    nextLook += LOOK_AGAIN.toNanos();
                    own.look();
                }
                tell(settling.settled());
                if (System.nanoTime() - nextFile >= 0) {
                    nextFile += pace.metrics().toNanos();
                    writeFile();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitEnd() throws InterruptedException {
        if (!closing) {
            TimeUnit.NANOSECONDS.timedWait(
                    this, Math.min(LOOK.toNanos(), pace.metrics().toNanos()));
        }
        return closing;
    }

    private void tell(List<Finding> settled) {
        settled.forEach(tally::add);
        if (otlp != null) {
            otlp.add(settled);
        }
    }

    private void writeFile() {
        if (file == null) {
            return;
        }
        try {
            file.write(book.read());
            if (fileFails) {
                say.accept(TelemetryTexts.text("fileAgain", filePath));
            }
            fileFails = false;
        } catch (IOException e) {
            if (!fileFails) {
                say.accept(TelemetryTexts.text("file", filePath, e));
            }
            fileFails = true;
        }
    }

    /// Tells what there is, for some seconds at most, and ends; the file is removed.
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join();
            tell(settling.rest());
            if (otlp != null) {
                otlp.close(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (file != null) {
            file.close();
        }
    }
}
