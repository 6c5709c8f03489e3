package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetChoice;
import dev.faultline.app.k8s.targets.TargetQuery;
import dev.faultline.app.k8s.targets.TargetQueryException;
import dev.faultline.app.k8s.targets.TargetRef;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.text.Figures;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The picker of what to capture: what a cluster has, live, and what of it is ticked. FX thread only; lines are
/// made in the background, one making at a time.
public final class PickerViewModel implements AutoCloseable {
    private final Services services;
    private final ContextsViewModel contexts;
    private final PlanViewModel plan;
    private final LinkViewModel link;
    private final NamespacesViewModel namespaces = new NamespacesViewModel(this::namespacesChanged, this::remake);
    private final TargetSearch search = new TargetSearch(this::remake);
    private final ObjectProperty<PickerTab> tab = new SimpleObjectProperty<>(PickerTab.PODS);
    private final ObservableList<TargetRow> rows = FXCollections.observableArrayList();
    private final ObservableList<TargetRow> rowsReadOnly = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyIntegerWrapper matches = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper chosenText = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper anyChosen = new ReadOnlyBooleanWrapper();
    private final Set<TargetRef> folded = new HashSet<>();
    private TargetChoices choices = TargetChoices.NONE;
    private ResolvedTargets resolved = ResolvedTargets.NOTHING;
    private boolean making;
    private boolean stale;

    /// What it works with.
    ///
    /// @param pulse runs on the FX thread at the next pulse
    /// @param starter starts a capture
    public record Services(
            TaskRunner tasks,
            Clusters clusters,
            ContextMemory memory,
            Executor pulse,
            Delay delay,
            Clock clock,
            Consumer<CaptureRequest> starter) {}

    public PickerViewModel(Services services, ContextsViewModel contexts) {
        this.services = services;
        this.contexts = contexts;
        plan = new PlanViewModel(services.tasks(), services.delay(), services.memory(), services.starter());
        link = new LinkViewModel(services, contexts, this::connection, this::remake);
        tab.addListener((observed, before, now) -> remake());
    }

    // ------------------------------------------------------------------------------------------- the cluster

    /// Looks at a cluster from now on; what was ticked in another one is forgotten.
    public void open(KubeContext wanted) {
        if (!link.isOpen(wanted)) {
            choices = TargetChoices.NONE;
            anyChosen.set(false);
            folded.clear();
            rows.clear();
            namespaces.begin(services.memory().namespaces(wanted));
            link.open(wanted);
            remake();
        }
    }

    /// Tries again to reach the cluster.
    public void retry() {
        KubeContext wanted = link.contextProperty().get();
        if (wanted != null) {
            link.open(wanted);
            remake();
        }
    }

    private void connection(@Nullable ClusterLink now) {
        if (now != null) {
            now.look(namespaces.looked());
        }
        plan.connect(now);
    }

    private void namespacesChanged() {
        KubeContext of = link.contextProperty().get();
        if (of != null) {
            services.memory().namespaces(of, namespaces.looked());
        }
        link.look(namespaces.looked());
        remake();
    }

    /// Hides the pods of a workload, or shows them again.
    public void fold(TargetRow row) {
        if (row.kind() == TargetRow.Kind.GROUP) {
            if (!folded.remove(row.ref())) {
                folded.add(row.ref());
            }
            remake();
        }
    }

    // ------------------------------------------------------------------------------------------- what is ticked

    /// Ticks a line, or takes its tick away.
    public void toggle(TargetRow row) {
        if (!row.locked()) {
            choose(choices.toggle(row.ref(), resolved, link.snapshot()));
        }
    }

    /// Captures a service's clients too, or no longer.
    public void toggleBothEnds(TargetRow row) {
        if (row.kind() == TargetRow.Kind.SERVICE) {
            choose(choices.toggleBothEnds(row.ref()));
        }
    }

    /// Ticks what the search finds, now and later on.
    public void chooseFound() {
        List<TargetChoice> found = new ArrayList<>();
        if (namespaces.looked().isEmpty()) {
            found.add(new TargetChoice.Found(search.query()));
        }
        for (String namespace : namespaces.looked()) {
            try {
                found.add(
                        new TargetChoice.Found(TargetQuery.parse(search.query().text() + " ns:" + namespace)));
            } catch (TargetQueryException e) {
                throw new IllegalStateException(namespace, e); // names of namespaces are words
            }
        }
        choose(choices.withAll(found));
    }

    /// Takes all ticks away.
    public void clear() {
        choose(TargetChoices.NONE);
    }

    private void choose(TargetChoices now) {
        choices = now;
        resolved = now.selection().resolve(link.snapshot());
        anyChosen.set(!now.isEmpty());
        remake();
    }

    // ------------------------------------------------------------------------------------------- lines

    private void remake() {
        stale = true;
        makeNext();
    }

    private void makeNext() {
        if (making || !stale) {
            return;
        }
        stale = false;
        making = true;
        TargetRows.Question question = new TargetRows.Question(
                link.snapshot(),
                Set.copyOf(namespaces.looked()),
                search.query(),
                tab.get(),
                Set.copyOf(folded),
                choices,
                ResolvedTargets.NOTHING,
                services.clock().instant());
        String words =
                namespaces.searchProperty().get().toLowerCase(Locale.ROOT).strip();
        int turn = link.turn();
        services.tasks()
                .call(() -> PickerLines.of(question, words))
                .onEnd(() -> making = false)
                .onSuccess(made -> {
                    if (turn == link.turn() && question.choices().equals(choices)) {
                        show(made);
                    }
                    makeNext();
                })
                .start();
    }

    private void show(PickerLines made) {
        resolved = made.resolved();
        replace(rows, made.rows());
        namespaces.show(made.namespaces());
        matches.set((int) made.matching());
        chosenText.set(link.contextProperty().get() == null ? "" : chosenText(made));
        link.refresh();
        plan.choose(namespaces.looked(), choices.selection(), resolved);
    }

    private String chosenText(PickerLines made) {
        List<String> looked = namespaces.looked();
        String where = looked.isEmpty() ? Messages.text("picker.allNamespaces") : String.join(", ", looked);
        return Messages.text(
                "picker.chosen", Figures.count(made.resolved().pods().size()), Figures.count(made.pods()), where);
    }

    /// Changes only what differs, so that the list keeps its place.
    static <T> void replace(ObservableList<T> list, List<T> now) {
        if (list.size() != now.size()) {
            list.setAll(now);
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!list.get(i).equals(now.get(i))) {
                list.set(i, now.get(i));
            }
        }
    }

    // ------------------------------------------------------------------------------------------- for the view

    /// All contexts, to switch between.
    public ContextsViewModel contexts() {
        return contexts;
    }

    /// What will be made, and the start.
    public PlanViewModel plan() {
        return plan;
    }

    /// The cluster that is looked at.
    public LinkViewModel link() {
        return link;
    }

    /// Its namespaces.
    public NamespacesViewModel namespaces() {
        return namespaces;
    }

    /// What is searched for.
    public TargetSearch search() {
        return search;
    }

    /// What is listed.
    public ObjectProperty<PickerTab> tabProperty() {
        return tab;
    }

    /// The lines.
    public ObservableList<TargetRow> rows() {
        return rowsReadOnly;
    }

    /// How many pods, services or nodes the search finds.
    public ReadOnlyIntegerProperty matchesProperty() {
        return matches.getReadOnlyProperty();
    }

    /// `6 of 45 pods chosen · payments, shop`.
    public ReadOnlyStringProperty chosenTextProperty() {
        return chosenText.getReadOnlyProperty();
    }

    /// Whether anything is ticked.
    public ReadOnlyBooleanProperty anyChosenProperty() {
        return anyChosen.getReadOnlyProperty();
    }

    @Override
    public void close() {
        link.close();
    }
}
