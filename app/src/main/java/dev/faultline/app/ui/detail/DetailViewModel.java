package dev.faultline.app.ui.detail;

import dev.faultline.app.session.PacketDetail;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// One finding in full, with the packets that prove it. FX thread only.
public final class DetailViewModel {
    private final TaskRunner tasks;
    private final DetailReader reader;
    private final PacketReader evidence;
    private final ReadOnlyObjectWrapper<@Nullable FindingDetail> detail =
            new ReadOnlyObjectWrapper<>(this, "detail", null);
    private final ReadOnlyObjectWrapper<List<PacketDetail>> packets =
            new ReadOnlyObjectWrapper<>(this, "packets", List.of());
    private final ObjectProperty<@Nullable PacketDetail> packet = new SimpleObjectProperty<>(this, "packet", null);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");

    private @Nullable Subject subject;
    private @Nullable Finding finding;

    /// What is shown.
    ///
    /// @param session id in the store
    /// @param findingId of the finding
    /// @param capture file that its packets are in
    public record Subject(long session, String findingId, Path capture) {}

    /// Reads the packets that prove a finding.
    @FunctionalInterface
    public interface PacketReader {
        /// Blocks.
        ///
        /// @throws IOException when the capture is gone, has changed or cannot be read; the message is for
        /// people
        List<PacketDetail> read(Path capture, Finding finding) throws IOException;
    }

    /// @param evidence reads packets; called on background threads
    public DetailViewModel(FindingStore store, TaskRunner tasks, Explainer explainer, PacketReader evidence) {
        this.tasks = tasks;
        this.reader = new DetailReader(store, explainer);
        this.evidence = evidence;
    }

    /// Shows a finding, or, when it is the one that is shown, what is new about it.
    public void show(Subject shown) {
        boolean same = shown.equals(subject);
        subject = shown;
        if (!same) {
            packets.set(List.of());
            packet.set(null);
            problem.set("");
        }
        tasks.call(() -> reader.finding(shown.session(), shown.findingId())
                        .map(found -> new Found(found, reader.detail(shown.session(), found))))
                .onSuccess(found -> found(shown, found))
                .start();
    }

    /// Shows another finding of the same capture: one that the one shown is part of, or that is part of it.
    public void showRelated(String findingId) {
        Subject from = subject;
        if (from != null) {
            show(new Subject(from.session(), findingId, from.capture()));
        }
    }

    /// Shows nothing.
    public void clear() {
        subject = null;
        finding = null;
        detail.set(null);
        packets.set(List.of());
        packet.set(null);
        problem.set("");
    }

    /// What is shown; null for nothing.
    public ReadOnlyObjectProperty<@Nullable FindingDetail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /// The packets that prove it, as far as they are read.
    public ReadOnlyObjectProperty<List<PacketDetail>> packetsProperty() {
        return packets.getReadOnlyProperty();
    }

    /// The packet whose bytes are shown; null for none.
    public ObjectProperty<@Nullable PacketDetail> packetProperty() {
        return packet;
    }

    /// Why the packets cannot be shown, a sentence; empty when they can.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The finding itself, for those that act on it; null for none.
    public @Nullable Finding finding() {
        return finding;
    }

    /// Where it comes from; null for none.
    public @Nullable Subject subject() {
        return subject;
    }

    private void found(Subject shown, Optional<Found> found) {
        if (!shown.equals(subject) || found.isEmpty()) {
            return;
        }
        Finding before = finding;
        Finding now = found.get().finding();
        finding = now;
        detail.set(found.get().detail());
        boolean sameEvidence = before != null
                && before.id().equals(now.id())
                && before.evidence().equals(now.evidence());
        if (!sameEvidence || packets.get().isEmpty()) {
            readPackets(shown, now);
        }
    }

    private void readPackets(Subject shown, Finding of) {
        tasks.call(() -> evidence.read(shown.capture(), of))
                .onSuccess(read -> {
                    if (shown.equals(subject)) {
                        showPackets(read);
                    }
                })
                .onFailure(IOException.class, e -> {
                    if (shown.equals(subject)) {
                        problem.set(String.valueOf(e.getMessage()));
                    }
                })
                .start();
    }

    private void showPackets(List<PacketDetail> read) {
        PacketDetail chosen = packet.get();
        packets.set(read);
        problem.set("");
        if (chosen != null) {
            long frame = chosen.line().frame();
            packet.set(read.stream()
                    .filter(packet -> packet.line().frame() == frame)
                    .findFirst()
                    .orElse(null));
        }
    }

    private record Found(Finding finding, FindingDetail detail) {}
}
