package dev.faultline.app.ui.findings;

import dev.faultline.app.session.SessionListener;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import dev.faultline.app.store.SessionRecorder;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoredSession;
import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A session that tests fill by hand.
final class StoredFeed implements SessionFeed {
    private final FindingStore store;
    private final SessionRecorder recorder;
    private final List<SessionListener> listeners = new ArrayList<>();
    private final SessionReport report;

    StoredFeed(FindingStore store, long packets) {
        this.store = store;
        Path capture = Path.of("sample.pcapng").toAbsolutePath();
        recorder = store.record(
                "sample.pcapng", new SessionOrigin(SessionKind.FILE, capture, 1, 1, "1-a", "e"), List.of(capture));
        report = new SessionReport(
                "pcapng",
                List.of(),
                packets,
                packets * 600,
                SampleFindings.START,
                SampleFindings.START + SampleFindings.SPAN,
                211,
                40,
                0,
                0,
                Map.of(),
                false,
                null,
                List.of());
        recorder.progress(report);
    }

    /// Stores findings, waits until they can be seen and tells the listeners.
    void add(List<Finding> findings) {
        CountDownLatch written = new CountDownLatch(1);
        recorder.record(0, findings, written::countDown);
        try {
            written.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        listeners.forEach(SessionListener::onFindings);
    }

    void finish() {
        StoredSession ended = recorder.finish(SessionState.COMPLETE, report, null);
        listeners.forEach(listener -> listener.onEnd(ended));
    }

    @Override
    public long id() {
        return recorder.session();
    }

    @Override
    public StoredSession snapshot() {
        return store.sessions().byId(id()).orElseThrow();
    }

    @Override
    public Runnable listen(SessionListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
