package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.SessionListener;
import dev.faultline.app.session.SessionProgress;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.task.FxBatcher;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.text.Figures;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What is open, how far its analysis is and what it came to. FX thread only.
public final class SessionViewModel {
    private final Executor pulse;
    private final ReadOnlyObjectWrapper<@Nullable AnalysisSession> session = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable StoredSession> snapshot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(Messages.text("shell.name"));
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper packets = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper findings = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fileState = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper dropped = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable SeverityMark> worst = new ReadOnlyObjectWrapper<>();
    private Map<SeverityMark, Long> counted = Map.of();
    private Runnable stopListening = () -> {};

    /// @param pulse runs on the FX thread at the next pulse
    public SessionViewModel(Executor pulse) {
        this.pulse = pulse;
    }

    /// Shows a session in place of the one before, whose analysis ends if it still runs.
    public void show(AnalysisSession shown) {
        clear();
        session.set(shown);
        counted = SessionTexts.marks(shown.snapshot().findings());
        open.set(true);
        update(shown.snapshot(), shown.progress());
        FxBatcher<SessionProgress> batcher = new FxBatcher<>(pulse, steps -> {
            if (session.get() == shown) {
                update(shown.snapshot(), steps.getLast());
            }
        });
        stopListening = shown.listen(new SessionListener() {
            @Override
            public void onProgress(SessionProgress step) {
                batcher.add(step);
            }

            @Override
            public void onFindings() {
                batcher.add(shown.progress());
            }

            @Override
            public void onEnd(StoredSession stored) {
                batcher.add(shown.progress());
            }
        });
    }

    /// Shows none.
    public void clear() {
        AnalysisSession before = session.get();
        stopListening.run();
        stopListening = () -> {};
        if (before != null) {
            before.cancel();
        }
        session.set(null);
        snapshot.set(null);
        open.set(false);
        reading.set(false);
        List.of(name, detail, progress, packets, findings, fileState, dropped).forEach(text -> text.set(""));
        worst.set(null);
        title.set(Messages.text("shell.name"));
    }

    /// Ends the analysis; what was found stays.
    public void cancel() {
        AnalysisSession shown = session.get();
        if (shown != null) {
            shown.cancel();
        }
    }

    private void update(StoredSession now, SessionProgress step) {
        snapshot.set(now);
        reading.set(now.state() == SessionState.READING);
        name.set(now.name());
        detail.set(SessionTexts.detail(now));
        progress.set(reading.get() ? SessionTexts.progress(step) : "");
        long read = Math.max(now.report().packets(), step.packets());
        packets.set(Figures.count(read));
        fileState.set(SessionTexts.fileState(now, isFromStore()));
        dropped.set(now.report().dropped() > 0 ? Figures.count(now.report().dropped()) : "");
        if (now.state().isOver()) {
            counted = SessionTexts.marks(now.findings());
        }
        showCounts(now);
    }

    /// What the store has of the session by now: while packets are read, the session itself does not know.
    public void found(Map<SeverityMark, Long> bySeverity) {
        StoredSession now = snapshot.get();
        if (now != null && !now.state().isOver()) {
            counted = Map.copyOf(bySeverity);
            showCounts(now);
        }
    }

    private void showCounts(StoredSession now) {
        findings.set(Figures.count(SessionTexts.total(counted)));
        worst.set(SessionTexts.worst(counted));
        title.set(SessionTexts.title(now.name(), counted));
    }

    private boolean isFromStore() {
        AnalysisSession shown = session.get();
        return shown != null && shown.isFromStore();
    }

    /// The session, for those who work with it; null when none is open.
    public ReadOnlyObjectProperty<@Nullable AnalysisSession> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    /// The session as it was at the last pulse.
    public ReadOnlyObjectProperty<@Nullable StoredSession> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// Whether packets are being read.
    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    /// Format and size.
    public ReadOnlyStringProperty detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /// `Reading 62 %, 410 MB/s, 9 s left`; empty when nothing is being read.
    public ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Number of packets.
    public ReadOnlyStringProperty packetsProperty() {
        return packets.getReadOnlyProperty();
    }

    /// Number of findings, without those that are part of others.
    public ReadOnlyStringProperty findingsProperty() {
        return findings.getReadOnlyProperty();
    }

    /// How well the capture was read.
    public ReadOnlyStringProperty fileStateProperty() {
        return fileState.getReadOnlyProperty();
    }

    /// Number of packets that the capture itself lost; empty for none.
    public ReadOnlyStringProperty droppedProperty() {
        return dropped.getReadOnlyProperty();
    }

    /// The highest severity found; null for none.
    public ReadOnlyObjectProperty<@Nullable SeverityMark> worstProperty() {
        return worst.getReadOnlyProperty();
    }

    /// What the title bar says: the capture and its number of errors.
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }
}
