package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetSelection;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What a capture of the chosen targets would make, which rights that needs, and whether it can start. The
/// cluster is asked again when the choice has stayed the same for a moment. FX thread only.
public final class PlanViewModel {
    private static final Duration REST = Duration.ofMillis(350);

    private final TaskRunner tasks;
    private final Delay delay;
    private final ContextMemory memory;
    private final Consumer<CaptureRequest> starter;
    private final ObjectProperty<CaptureOptions> options = new SimpleObjectProperty<>(CaptureOptions.USUAL);
    private final ReadOnlyObjectWrapper<PlanState> state = new ReadOnlyObjectWrapper<>(new PlanState.Nothing());
    private final ReadOnlyBooleanWrapper canStart = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper obstacle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private boolean busy;
    private final ReadOnlyObjectWrapper<@Nullable KubeContext> context = new ReadOnlyObjectWrapper<>();
    private @Nullable ClusterLink link;
    private List<String> namespaces = List.of();
    private TargetSelection selection = TargetSelection.NOTHING;
    private ResolvedTargets resolved = ResolvedTargets.NOTHING;
    private Runnable takeBack = () -> {};
    private int turn;

    /// @param starter starts a capture
    PlanViewModel(TaskRunner tasks, Delay delay, ContextMemory memory, Consumer<CaptureRequest> starter) {
        this.tasks = tasks;
        this.delay = delay;
        this.memory = memory;
        this.starter = starter;
        options.addListener((observed, before, now) -> optionsChanged(now));
        state.addListener((observed, before, now) -> refresh());
        refresh();
    }

    /// Plans for another cluster from now on; null for none.
    void connect(@Nullable ClusterLink now) {
        link = now;
        if (now != null) {
            options.set(memory.options(now.context()));
        }
        context.set(now == null ? null : now.context());
        choose(List.of(), TargetSelection.NOTHING, ResolvedTargets.NOTHING);
    }

    /// Plans for another choice, or another meaning of it, from now on.
    void choose(List<String> looked, TargetSelection chosen, ResolvedTargets now) {
        boolean same = selection.equals(chosen) && resolved.isSameAs(now);
        namespaces = looked;
        selection = chosen;
        resolved = now;
        title.set(titleOf(now));
        if (!same || now.isEmpty()) {
            ask(REST);
        }
    }

    private static String titleOf(ResolvedTargets now) {
        if (now.isEmpty()) {
            return Messages.text("picker.nothingChosen");
        }
        if (now.pods().isEmpty()) {
            return Messages.text("picker.nodes", now.nodes().size());
        }
        return Messages.text(
                "picker.podsOnNodes", now.pods().size(), now.nodes().size());
    }

    private void optionsChanged(CaptureOptions now) {
        ClusterLink asked = link;
        if (asked != null) {
            memory.options(asked.context(), now);
        }
        ask(REST);
    }

    /// Asks the cluster again now.
    public void askAgain() {
        ask(Duration.ZERO);
    }

    private void ask(Duration rest) {
        takeBack.run();
        turn++;
        ClusterLink asked = link;
        if (asked == null || resolved.isEmpty()) {
            state.set(new PlanState.Nothing());
            return;
        }
        Optional<String> noTaint = options.get().settings().noTaint();
        if (noTaint.isPresent()) {
            state.set(new PlanState.Failed(Messages.text("picker.noTaint", noTaint.get())));
            return;
        }
        int mine = turn;
        if (!(state.get() instanceof PlanState.Known)) {
            state.set(new PlanState.Asking());
        }
        canStart.set(false);
        obstacle.set(Messages.text("picker.asking"));
        takeBack = delay.after(rest, () -> ask(asked, mine));
    }

    private void ask(ClusterLink asked, int mine) {
        CaptureRequest request = request(asked.context());
        tasks.call(() -> asked.plan(request))
                .onSuccess(preview -> answer(mine, new PlanState.Known(preview)))
                .onFailure(PlanException.class, e -> answer(mine, new PlanState.Failed(String.valueOf(e.getMessage()))))
                .start();
    }

    private void answer(int mine, PlanState answer) {
        if (mine == turn) {
            state.set(answer);
            refresh();
        }
    }

    private void refresh() {
        String why = switch (state.get()) {
            case PlanState.Nothing nothing ->
                Messages.text(selection.choices().isEmpty() ? "picker.choose" : "picker.noneRuns");
            case PlanState.Asking asking -> Messages.text("picker.asking");
            case PlanState.Failed failed -> failed.why();
            case PlanState.Known(PlanPreview preview) ->
                preview.canStart() ? "" : preview.obstacles().getFirst();
        };
        String all = busy && why.isEmpty() ? Messages.text("picker.busy") : why;
        obstacle.set(all);
        canStart.set(all.isEmpty());
    }

    private CaptureRequest request(KubeContext context) {
        return new CaptureRequest(context, namespaces, selection, resolved, options.get());
    }

    /// Starts the capture, if it can.
    public void start() {
        ClusterLink asked = link;
        if (canStart.get() && asked != null) {
            starter.accept(request(asked.context()));
        }
    }

    /// How to capture.
    public ObjectProperty<CaptureOptions> optionsProperty() {
        return options;
    }

    /// What is known of the capture.
    public ReadOnlyObjectProperty<PlanState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Whether it can start.
    public ReadOnlyBooleanProperty canStartProperty() {
        return canStart.getReadOnlyProperty();
    }

    /// Why it cannot start; empty when it can.
    public ReadOnlyStringProperty obstacleProperty() {
        return obstacle.getReadOnlyProperty();
    }

    /// `6 pods on 3 nodes`.
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// Whether a capture runs already: one at a time.
    public void busy(boolean now) {
        busy = now;
        refresh();
    }

    /// What was chosen, for the words on the button.
    public ResolvedTargets resolved() {
        return resolved;
    }

    /// The context that is planned for; null for none.
    public ReadOnlyObjectProperty<@Nullable KubeContext> contextProperty() {
        return context.getReadOnlyProperty();
    }
}
