package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.session.EvidencePackets;
import dev.faultline.app.session.PacketDetail;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.engine.finding.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import org.jspecify.annotations.Nullable;

/// The packet in focus, read in full in the background. While the focus moves fast, packets on the way are left
/// out. FX thread only.
public final class PacketFocus {
    private final TaskRunner tasks;
    private final PacketReader packets;
    private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected", -1);
    private final ReadOnlyObjectWrapper<@Nullable PacketDetail> packet =
            new ReadOnlyObjectWrapper<>(this, "packet", null);
    private @Nullable ShownFlow flow;
    private boolean busy;
    private boolean stale;

    /// Reads a packet of a flow.
    @FunctionalInterface
    public interface PacketReader {
        /// Blocks.
        ///
        /// @throws IOException when the capture is gone or has changed
        PacketDetail read(Path capture, EvidencePackets.Place place) throws IOException;
    }

    PacketFocus(TaskRunner tasks, PacketReader packets) {
        this.tasks = tasks;
        this.packets = packets;
        selected.addListener((observed, before, now) -> read());
    }

    void show(@Nullable ShownFlow shown) {
        flow = shown;
        stale = busy;
        packet.set(null);
        selected.set(-1);
    }

    int selected() {
        return selected.get();
    }

    void select(int index) {
        selected.set(index);
    }

    IntegerProperty selectedProperty() {
        return selected;
    }

    ReadOnlyObjectProperty<@Nullable PacketDetail> packetProperty() {
        return packet.getReadOnlyProperty();
    }

    private void read() {
        ShownFlow of = flow;
        int index = selected.get();
        if (of == null || index < 0 || of.flow().position(index) < 0) {
            packet.set(null);
            return;
        }
        if (busy) {
            stale = true;
            return;
        }
        busy = true;
        Path capture = of.subject().request().capture();
        tasks.call(() -> packets.read(capture, place(of.flow(), index)))
                .onEnd(() -> busy = false)
                .onSuccess(read -> arrived(index, read))
                .onFailure(IOException.class, error -> arrived(index, null))
                .start();
    }

    private void arrived(int index, @Nullable PacketDetail read) {
        if (stale || index != selected.get()) {
            stale = false;
            read();
        } else {
            packet.set(read);
        }
    }

    private static EvidencePackets.Place place(Conversation flow, int index) {
        return new EvidencePackets.Place(
                new Evidence(flow.frame(index), flow.position(index)),
                flow.client(),
                flow.server(),
                flow.time(0),
                flow.seq(index),
                flow.ack(index));
    }
}
