package dev.faultline.app.session;

import dev.faultline.app.Messages;
import dev.faultline.app.store.SessionEvent;
import dev.faultline.app.store.SessionRecorder;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoreException;
import dev.faultline.app.store.StoredSession;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisListener;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.engine.pipeline.AnalysisResult;
import dev.faultline.engine.pipeline.Progress;
import dev.faultline.engine.pipeline.Traffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads the captures of a session, one after the other, and writes what is found to the store.
final class AnalysisRun implements Runnable, AnalysisListener {
    private static final System.Logger LOG = System.getLogger(AnalysisRun.class.getName());
    private static final int FINDINGS_PER_BATCH = 2000;
    private static final long FLUSH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REPORT = TimeUnit.SECONDS.toNanos(2);

    private final CaptureSet captures;
    private final SessionRecorder recorder;
    private final AnalysisSession session;
    private final ReportBuilder report;
    private final ProgressMeter meter;
    private final FindingTicks ticks;
    private final Map<String, Finding> waiting = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final long start = System.nanoTime();
    private int capture;
    private long flushed = start;
    private long reported = start;
    private @Nullable Progress last;

    AnalysisRun(CaptureSet captures, SessionRecorder recorder, AnalysisSession session) {
        this.captures = captures;
        this.recorder = recorder;
        this.session = session;
        report = new ReportBuilder(captures.files().size() > 1);
        captures.remarks().forEach(report::warn);
        meter = new ProgressMeter(captures.size());
        ticks = new FindingTicks(session::findings);
    }

    @Override
    public void run() {
        String failure = null;
        try {
            analyseAll();
        } catch (StoreException e) {
            failure = Messages.text("session.failed.store", String.valueOf(e.getMessage()));
            LOG.log(System.Logger.Level.ERROR, failure, e);
        } catch (RuntimeException | Error e) {
            // A fault of the program: the user must see that the analysis ended, and what it had found.
            failure = Messages.text("session.failed.fault", e.toString());
            LOG.log(System.Logger.Level.ERROR, failure, e);
        }
        session.end(finish(failure));
    }

    private void analyseAll() {
        List<CaptureFile> files = captures.files();
        for (capture = 0; capture < files.size() && !isCancelled(); capture++) {
            analyse(files.get(capture));
        }
    }

    private void analyse(CaptureFile file) {
        last = null;
        try (CaptureSource source = CaptureFiles.open(file.path(), Limits.DEFAULT)) {
            AnalysisResult result =
                    Analysis.run(source, AnalysisOptions.of(file.identity().toString()), this);
            report.add(file.name(), result);
            tellStretch(file.name(), result);
            meter.nextFile(result.capture(), file.size());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "analysis of {0} failed: {1}", file.path(), e);
            failures.add(String.valueOf(e.getMessage()));
            if (last != null) {
                report.add(last);
                meter.nextFile(last.capture(), file.size());
            }
        }
        flush();
    }

    /// Where each of several captures begins and ends.
    private void tellStretch(String name, AnalysisResult result) {
        if (captures.files().size() > 1 && result.captureStart() != 0) {
            Runnable news = session::traffic;
            recorder.event(SessionEvent.at(SessionEvent.Kind.STARTED, result.captureStart(), name, ""), news);
            recorder.event(SessionEvent.at(SessionEvent.Kind.STOPPED, result.captureEnd(), name, ""), news);
        }
    }

    private StoredSession finish(@Nullable String fault) {
        boolean nothing = failures.size() == captures.files().size();
        String failure = fault == null && nothing ? failures.getFirst() : fault;
        if (failure == null) {
            failures.forEach(report::warn);
        }
        SessionState state =
                failure != null ? SessionState.FAILED : isCancelled() ? SessionState.CANCELLED : SessionState.COMPLETE;
        SessionReport known = report.build();
        try {
            return recorder.finish(state, known, failure);
        } catch (StoreException | IllegalStateException e) {
            LOG.log(System.Logger.Level.ERROR, "the end of session " + recorder.session() + " is not stored", e);
            String reason =
                    failure == null ? Messages.text("session.failed.store", String.valueOf(e.getMessage())) : failure;
            return session.snapshot().with(SessionState.FAILED, known, reason);
        }
    }

    @Override
    public void onAddress(String name, IpAddress address, long time) {
        recorder.names().answered(name, address, time);
    }

    @Override
    public void onFinding(Finding finding) {
        waiting.put(finding.id(), finding);
        if (waiting.size() >= FINDINGS_PER_BATCH || System.nanoTime() - flushed > FLUSH) {
            flush();
        }
    }

    private void flush() {
        flushed = System.nanoTime();
        if (!waiting.isEmpty()) {
            recorder.record(capture, List.copyOf(waiting.values()), ticks::written);
            waiting.clear();
        }
        ticks.late();
    }

    @Override
    public void onProgress(Progress progress) {
        last = progress;
        long now = System.nanoTime();
        SessionReport known = report.build(progress);
        session.progress(
                meter.at(progress.capture(), now - start), session.snapshot().with(SessionState.READING, known, null));
        if (now - flushed > FLUSH) {
            flush();
        }
        if (now - reported > REPORT) {
            reported = now;
            recorder.progress(known);
        }
    }

    @Override
    public void onTraffic(Traffic traffic) {
        recorder.traffic(capture, captures.files().get(capture).name(), traffic, session::traffic);
    }

    @Override
    public boolean isCancelled() {
        return session.isCancelled();
    }
}
