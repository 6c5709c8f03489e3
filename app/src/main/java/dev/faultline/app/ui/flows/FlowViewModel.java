package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.LadderRow;
import dev.faultline.app.flow.LadderRows;
import dev.faultline.app.session.PacketDetail;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.task.RunningTask;
import dev.faultline.app.task.TaskRunner;
import java.io.IOException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The flow that is shown, how it is shown, and the packet in focus. FX thread only.
public final class FlowViewModel {
    private final TaskRunner tasks;
    private final FlowReader reader;
    private final PacketFocus focus;
    private final Settings settings;
    private final ZoneId zone;
    private final ReadOnlyObjectWrapper<@Nullable ShownFlow> shown = new ReadOnlyObjectWrapper<>(this, "shown", null);
    private final ReadOnlyObjectWrapper<@Nullable LadderPicture> picture =
            new ReadOnlyObjectWrapper<>(this, "picture", null);
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper(this, "reading", false);
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open", false);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ObjectProperty<FlowTab> tab = new SimpleObjectProperty<>(this, "tab", FlowTab.LADDER);
    private final FlowLook look;
    private final FlowSteps steps;
    private final Set<Integer> unfolded = new HashSet<>();
    private boolean everything;
    private @Nullable RunningTask<ShownFlow> task;

    /// @param packets reads single packets; called on background threads
    /// @param zone where the user is
    public FlowViewModel(
            TaskRunner tasks, FlowReader reader, PacketFocus.PacketReader packets, Settings settings, ZoneId zone) {
        this.tasks = tasks;
        this.reader = reader;
        this.settings = settings;
        this.zone = zone;
        focus = new PacketFocus(tasks, packets);
        look = new FlowLook(settings, this::draw);
        steps = new FlowSteps(tasks, focus, shown, picture);
    }

    // -------------------------------------------------------------------------------------------- the flow

    /// Reads a flow and shows it; what was being read is given up.
    public void open(FlowSubject subject) {
        ShownFlow known = shown.get();
        if (known != null && known.subject().equals(subject) && !reading.get()) {
            return;
        }
        stop();
        problem.set("");
        reading.set(true);
        RunningTask<ShownFlow> started = tasks.<ShownFlow>track(handle -> reader.read(subject, handle))
                .titled(Messages.text("flow.reading"))
                .onSuccess(read -> {
                    if (isCurrent()) {
                        show(read);
                    }
                })
                .onFailure(IOException.class, error -> {
                    if (isCurrent()) {
                        show(null);
                        problem.set(String.valueOf(error.getMessage()));
                    }
                })
                .start();
        task = started;
        started.doneProperty().addListener((observed, before, now) -> {
            if (task == started) {
                reading.set(false);
            }
        });
    }

    private boolean isCurrent() {
        RunningTask<ShownFlow> current = task;
        return current != null && !current.isCancelled();
    }

    /// Gives up what is being read.
    public void stop() {
        if (task != null) {
            task.cancel();
        }
        reading.set(false);
    }

    /// Shows nothing.
    public void clear() {
        stop();
        task = null;
        problem.set("");
        show(null);
    }

    private void show(@Nullable ShownFlow read) {
        unfolded.clear();
        everything = false;
        shown.set(read);
        open.set(read != null);
        focus.show(read);
        picture.set(read == null ? null : pictureOf(read, read.rows()));
        if (read != null) {
            if (read.flow().size() == 0) {
                problem.set(Messages.text("flow.noPackets"));
            }
            select(read.moment());
        }
    }

    private LadderPicture pictureOf(ShownFlow read, LadderRows rows) {
        return new LadderPicture(
                read.flow(),
                new PacketWords(read.flow(), read.names()),
                rows,
                Band.of(read.marks(), rows),
                read.client(),
                read.server(),
                look.rowHeight(),
                look.times(),
                zone,
                read.resetAt(),
                read.crossings());
    }

    /// Makes the picture anew with the rows that it has.
    private void draw() {
        LadderPicture now = picture.get();
        ShownFlow read = shown.get();
        if (now != null && read != null) {
            picture.set(pictureOf(read, now.rows()));
        }
    }

    private void fold() {
        ShownFlow read = shown.get();
        if (read != null) {
            LadderRows rows = everything ? LadderRows.unfolded(read.flow()) : LadderRows.of(read.flow(), unfolded);
            picture.set(pictureOf(read, rows));
        }
    }

    // ---------------------------------------------------------------------------------------- what is shown

    /// The flow that is shown; null for none.
    public ReadOnlyObjectProperty<@Nullable ShownFlow> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// Its ladder; null for none.
    ReadOnlyObjectProperty<@Nullable LadderPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /// Whether a flow is shown.
    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// Whether one is being read.
    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /// Why nothing can be shown, a sentence; empty when all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The packet in focus, an index; -1 for none.
    public IntegerProperty selectedProperty() {
        return focus.selectedProperty();
    }

    /// The packet in focus in full, as soon as it is read; null before.
    public ReadOnlyObjectProperty<@Nullable PacketDetail> packetProperty() {
        return focus.packetProperty();
    }

    /// Which way the flow is shown.
    public ObjectProperty<FlowTab> tabProperty() {
        return tab;
    }

    /// How it is drawn.
    FlowLook look() {
        return look;
    }

    /// Moves the focus.
    FlowSteps steps() {
        return steps;
    }

    // ------------------------------------------------------------------------------------------- moving about

    /// Puts a packet into focus.
    public void select(int packet) {
        focus.select(packet);
    }

    /// Shows a folded row in full.
    public void unfold(LadderRow.Fold fold) {
        unfolded.add(fold.from());
        fold();
    }

    /// Unfolds the row in focus, if it is folded.
    public void unfoldSelected() {
        LadderPicture now = picture.get();
        if (now != null
                && focus.selected() >= 0
                && now.rows().get(now.rows().rowOf(focus.selected())) instanceof LadderRow.Fold fold) {
            unfold(fold);
        }
    }

    /// Shows all packets, or folds long stretches again.
    public void toggleFolding() {
        everything = !everything && unfolded.isEmpty();
        unfolded.clear();
        fold();
    }

    /// The findings on the flow.
    List<FlowMark> marks() {
        ShownFlow read = shown.get();
        return read == null ? List.of() : read.marks();
    }

    Settings settings() {
        return settings;
    }
}
