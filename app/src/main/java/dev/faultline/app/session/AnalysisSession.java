package dev.faultline.app.session;

import dev.faultline.app.store.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One opened session: its analysis, running or over, and its findings in the store. Thread-safe.
public final class AnalysisSession {
    private final boolean fromStore;
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile StoredSession snapshot;
    private volatile SessionProgress progress = SessionProgress.NONE;
    private final Runnable onCancel;
    private volatile boolean cancelled;

    /// One that is still to be analysed.
    AnalysisSession(StoredSession begun) {
        this(begun, false, () -> {});
    }

    /// One that runs live.
    ///
    /// @param onCancel asks it to stop
    AnalysisSession(StoredSession begun, Runnable onCancel) {
        this(begun, false, onCancel);
    }

    private AnalysisSession(StoredSession snapshot, boolean fromStore, Runnable onCancel) {
        this.onCancel = onCancel;
        this.snapshot = snapshot;
        this.fromStore = fromStore;
    }

    /// One that is over, from the store.
    static AnalysisSession stored(StoredSession session) {
        AnalysisSession opened = new AnalysisSession(session, true, () -> {});
        opened.ended.countDown();
        return opened;
    }

    /// Id in the store, for queries.
    public long id() {
        return snapshot.id();
    }

    /// The session as it is now; the numbers of findings in it count when it is over. Never blocks.
    public StoredSession snapshot() {
        return snapshot;
    }

    /// How far the analysis is. Never blocks.
    public SessionProgress progress() {
        return progress;
    }

    /// Whether the findings came from the store, with nothing read again.
    public boolean isFromStore() {
        return fromStore;
    }

    /// Adds a listener. When the session is already over, its `onEnd` is called at once, on this thread.
    ///
    /// @return removes the listener
    public Runnable listen(SessionListener listener) {
        synchronized (listeners) {
            if (ended.getCount() > 0) {
                listeners.add(listener);
                return () -> listeners.remove(listener);
            }
        }
        listener.onEnd(snapshot);
        return () -> {};
    }

    /// Asks the analysis to stop; it does within a second, keeps what was found, and tells `onEnd`. Never
    /// blocks.
    public void cancel() {
        cancelled = true;
        onCancel.run();
    }

    /// Waits for the end.
    ///
    /// @return whether it came in time
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Whether it was asked to stop.
    public boolean isCancelled() {
        return cancelled;
    }

    /// For whoever analyses: how far it is.
    public void progress(SessionProgress now, StoredSession session) {
        synchronized (listeners) {
            if (ended.getCount() == 0) {
                return;
            }
            progress = now;
            snapshot = session;
        }
        tell(listener -> listener.onProgress(now));
    }

    /// For whoever analyses: the store has new findings.
    public void findings() {
        tell(SessionListener::onFindings);
    }

    /// For whoever analyses: the store has more of the traffic, or of what happened.
    public void traffic() {
        tell(SessionListener::onTraffic);
    }

    /// For whoever analyses: the session is over. Tells the last findings, then the end.
    public void end(StoredSession session) {
        findings();
        List<SessionListener> last;
        synchronized (listeners) {
            snapshot = session;
            ended.countDown();
            last = List.copyOf(listeners);
            listeners.clear();
        }
        last.forEach(listener -> listener.onEnd(session));
    }

    private void tell(Consumer<SessionListener> news) {
        listeners.forEach(news);
    }
}
