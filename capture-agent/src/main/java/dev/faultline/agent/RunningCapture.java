package dev.faultline.agent;

import dev.faultline.agent.ring.CaptureFilter;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisListener;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.engine.pipeline.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Captures and analyses, whoever listens or not, until it is stopped. Thread-safe.
final class RunningCapture {
    private final CaptureSource source;
    private final Consumer<CaptureFilter> filter;
    private final FindingJournal journal;
    private final AnalysisOptions options;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread analysing;
    private volatile boolean stopping;
    private volatile long settledUntil;
    private volatile @Nullable Throwable failure;

    /// Begins at once.
    ///
    /// @param instance names this capture for the ids of its findings
    /// @param source where packets come from; closed at the end
    /// @param filter changes which packets come
    RunningCapture(
            String instance,
            CaptureSource source,
            Consumer<CaptureFilter> filter,
            Limits limits,
            Duration staleTimeout) {
        this.source = source;
        this.filter = filter;
        journal = new FindingJournal(limits.findings());
        // Reading is the ring's work already; a reading thread of its own would only add a way to lose packets.
        options = new AnalysisOptions(instance, limits, staleTimeout, false, 1);
        analysing = Thread.ofPlatform().name("faultline-analysis").start(this::run);
    }

    private void run() {
        try {
            Analysis.run(source, options, new Listener());
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    /// Hears the analysis.
    private final class Listener implements AnalysisListener {
        @Override
        public void onFinding(Finding finding) {
            journal.add(finding);
        }

        @Override
        public void onProgress(Progress progress) {
            settledUntil = progress.captureEnd();
        }

        @Override
        public boolean isCancelled() {
            return stopping;
        }
    }

    FindingJournal journal() {
        return journal;
    }

    CaptureStatistics statistics() {
        return source.statistics();
    }

    /// Time of the latest packet that was analysed, nanoseconds since the epoch; 0 before the first.
    long settledUntil() {
        return settledUntil;
    }

    /// Captures by another filter from now on.
    void filter(CaptureFilter wanted) {
        filter.accept(wanted);
    }

    /// Why it ended by itself, or null.
    @Nullable
    Throwable failure() {
        return failure;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /// Ends the capture: what is open is told as open, then nothing more comes.
    void stop() throws IOException, InterruptedException {
        stopping = true;
        if (!ended.await(10, TimeUnit.SECONDS)) {
            analysing.interrupt();
        }
        source.close();
    }
}
