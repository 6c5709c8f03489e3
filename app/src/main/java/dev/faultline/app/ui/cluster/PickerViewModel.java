package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.k8s.UnreachableException;
import dev.faultline.app.k8s.targets.NamespaceTarget;
import dev.faultline.app.k8s.targets.PodTarget;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetChoice;
import dev.faultline.app.k8s.targets.TargetKind;
import dev.faultline.app.k8s.targets.TargetQuery;
import dev.faultline.app.k8s.targets.TargetQueryException;
import dev.faultline.app.k8s.targets.TargetRef;
import dev.faultline.app.k8s.targets.TargetSnapshot;
import dev.faultline.app.k8s.targets.WatchState;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.FxBatcher;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.text.Figures;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The picker of what to capture: a cluster's namespaces, pods, services and nodes, live, and what of them is
/// ticked. FX thread only; lines are made in the background, one making at a time.
public final class PickerViewModel implements AutoCloseable {
    private static final Duration AGE_STEP = Duration.ofSeconds(20);

    private final Services services;
    private final ContextsViewModel contexts;
    private final PlanViewModel plan;
    private final ReadOnlyObjectWrapper<@Nullable KubeContext> context = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<LinkState> link = new ReadOnlyObjectWrapper<>(new LinkState.Nothing());
    private final ObservableList<NamespaceRow> namespaces = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper allNamespaces = new ReadOnlyBooleanWrapper();
    private final StringProperty namespaceSearch = new SimpleStringProperty("");
    private final ObjectProperty<PickerTab> tab = new SimpleObjectProperty<>(PickerTab.PODS);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper searchProblem = new ReadOnlyStringWrapper("");
    private final ObservableList<TargetRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper matches = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper chosenText = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper anyChosen = new ReadOnlyBooleanWrapper();
    private final Set<TargetRef> folded = new HashSet<>();
    private final Set<String> looked = new TreeSet<>();
    private TargetSnapshot snapshot = TargetSnapshot.EMPTY;
    private TargetQuery query = TargetQuery.ALL;
    private TargetChoices choices = TargetChoices.NONE;
    private ResolvedTargets resolved = ResolvedTargets.NOTHING;
    private @Nullable ClusterLink connected;
    private Runnable stopListening = () -> {};
    private Runnable stopAging = () -> {};
    private int connectTurn;
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

    /// What a making of lines comes to.
    private record Made(
            List<TargetRow> rows, List<NamespaceRow> namespaces, ResolvedTargets resolved, long pods, long matching) {}

    public PickerViewModel(Services services, ContextsViewModel contexts) {
        this.services = services;
        this.contexts = contexts;
        plan = new PlanViewModel(services.tasks(), services.delay(), services.memory(), services.starter());
        tab.addListener((observed, before, now) -> remake());
        search.addListener((observed, before, now) -> searchChanged(now));
        namespaceSearch.addListener((observed, before, now) -> remake());
        contexts.all().addListener((ListChangeListener<ContextRow>) change -> probed());
    }

    // ------------------------------------------------------------------------------------------- the cluster

    /// Looks at a cluster from now on; what was ticked in another one is forgotten.
    public void open(KubeContext wanted) {
        if (wanted.equals(context.get()) && !(link.get() instanceof LinkState.Failed)) {
            return;
        }
        disconnect();
        context.set(wanted);
        looked.addAll(services.memory().namespaces(wanted));
        allNamespaces.set(looked.isEmpty());
        link.set(new LinkState.Connecting());
        remake();
        int turn = connectTurn;
        contexts.retry(wanted);
        services.tasks()
                .call(() -> services.clusters().connect(wanted))
                .onSuccess(opened -> {
                    if (turn == connectTurn) {
                        connected(opened);
                    } else {
                        closeInBackground(opened);
                    }
                })
                .onFailure(UnreachableException.class, e -> {
                    if (turn == connectTurn) {
                        failed(wanted, e.unreachable(Duration.ZERO));
                    }
                })
                .start();
    }

    /// Tries again to reach the cluster.
    public void retry() {
        KubeContext wanted = context.get();
        if (wanted != null) {
            link.set(new LinkState.Failed(unreachable(wanted)));
            open(wanted);
        }
    }

    private Reachability.Unreachable unreachable(KubeContext wanted) {
        return link.get() instanceof LinkState.Failed(var why)
                ? why
                : new Reachability.Unreachable(Reachability.Reason.TIMEOUT, wanted.server(), "", Duration.ZERO);
    }

    private void failed(KubeContext wanted, Reachability.Unreachable why) {
        contexts.noticed(wanted, why);
        link.set(new LinkState.Failed(why));
    }

    private void connected(ClusterLink opened) {
        connected = opened;
        opened.look(List.copyOf(looked));
        FxBatcher<TargetSnapshot> snapshots = new FxBatcher<>(services.pulse(), all -> take(opened, all.getLast()));
        stopListening = opened.targets().listen(snapshots::add);
        plan.connect(opened);
        age();
    }

    /// What an earlier connection still tells is passed over.
    @SuppressWarnings("ReferenceEquality")
    private void take(ClusterLink from, TargetSnapshot now) {
        if (from == connected) {
            snapshot = now;
            remake();
        }
    }

    /// Ages are told anew from time to time.
    private void age() {
        stopAging = services.delay().after(AGE_STEP, () -> {
            remake();
            age();
        });
    }

    private void disconnect() {
        connectTurn++;
        stopListening.run();
        stopListening = () -> {};
        stopAging.run();
        stopAging = () -> {};
        ClusterLink before = connected;
        connected = null;
        if (before != null) {
            closeInBackground(before);
        }
        plan.connect(null);
        snapshot = TargetSnapshot.EMPTY;
        choices = TargetChoices.NONE;
        folded.clear();
        looked.clear();
        rows.clear();
        namespaces.clear();
    }

    private void closeInBackground(ClusterLink link) {
        services.tasks().run(link::close).start();
    }

    /// The probe, which runs beside, knows why a cluster does not answer.
    private void probed() {
        KubeContext of = context.get();
        ContextRow row = of == null ? null : contexts.row(of);
        if (row != null && row.isUnreachable() && row.reach() instanceof Reachability.Unreachable why && !isKnown()) {
            link.set(new LinkState.Failed(why));
        }
    }

    private boolean isKnown() {
        return !(snapshot.state(TargetKind.POD) instanceof WatchState.Listing);
    }

    // ------------------------------------------------------------------------------------------- what is looked at

    /// Looks at a namespace too, or no longer.
    public void toggleNamespace(String name) {
        if (!looked.remove(name)) {
            looked.add(name);
        }
        namespacesChanged();
    }

    /// Looks at all namespaces.
    public void lookAtAll() {
        looked.clear();
        namespacesChanged();
    }

    private void namespacesChanged() {
        allNamespaces.set(looked.isEmpty());
        KubeContext of = context.get();
        if (of != null) {
            services.memory().namespaces(of, List.copyOf(looked));
        }
        if (connected != null) {
            connected.look(List.copyOf(looked));
        }
        remake();
    }

    private void searchChanged(String text) {
        try {
            query = TargetQuery.parse(text);
            searchProblem.set("");
        } catch (TargetQueryException e) {
            String key = "picker.query." + e.reason().name().toLowerCase(Locale.ROOT);
            searchProblem.set(Messages.text(key, text.substring(e.from(), e.to())));
        }
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
            choose(choices.toggle(row.ref(), resolved, snapshot));
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
        if (looked.isEmpty()) {
            found.add(new TargetChoice.Found(query));
        }
        for (String namespace : looked) {
            try {
                found.add(new TargetChoice.Found(TargetQuery.parse(query.text() + " ns:" + namespace)));
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
        resolved = now.selection().resolve(snapshot);
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
                snapshot,
                Set.copyOf(looked),
                query,
                tab.get(),
                Set.copyOf(folded),
                choices,
                ResolvedTargets.NOTHING,
                services.clock().instant());
        String words = namespaceSearch.get().toLowerCase(Locale.ROOT).strip();
        int turn = connectTurn;
        services.tasks()
                .call(() -> make(question, words))
                .onEnd(() -> making = false)
                .onSuccess(made -> {
                    if (turn == connectTurn && question.choices().equals(choices)) {
                        show(made);
                    }
                    makeNext();
                })
                .start();
    }

    private static Made make(TargetRows.Question asked, String words) {
        ResolvedTargets now = asked.choices().selection().resolve(asked.snapshot());
        TargetRows.Question question = new TargetRows.Question(
                asked.snapshot(),
                asked.namespaces(),
                asked.query(),
                asked.tab(),
                asked.folded(),
                asked.choices(),
                now,
                asked.now());
        List<PodTarget> pods = asked.snapshot().pods().stream()
                .filter(pod ->
                        asked.namespaces().isEmpty() || asked.namespaces().contains(pod.namespace()))
                .filter(pod -> !pod.phase().isOver())
                .toList();
        List<TargetRow> rows = TargetRows.of(question);
        long matching = asked.tab() == PickerTab.PODS
                ? rows.stream().filter(row -> row.kind() == TargetRow.Kind.POD).count()
                : rows.size();
        return new Made(rows, namespaces(asked, words), now, pods.size(), matching);
    }

    private static List<NamespaceRow> namespaces(TargetRows.Question asked, String words) {
        Map<String, Long> pods = asked.snapshot().pods().stream()
                .filter(pod -> !pod.phase().isOver())
                .collect(Collectors.groupingBy(PodTarget::namespace, HashMap::new, Collectors.counting()));
        Set<String> names = new TreeSet<>(asked.namespaces());
        asked.snapshot().namespaces().stream().map(NamespaceTarget::name).forEach(names::add);
        names.addAll(pods.keySet());
        return names.stream()
                .filter(name -> name.contains(words))
                .map(name -> new NamespaceRow(
                        name,
                        pods.getOrDefault(name, 0L),
                        asked.namespaces().isEmpty() || asked.namespaces().contains(name)))
                .toList();
    }

    private void show(Made made) {
        resolved = made.resolved();
        replace(rows, made.rows());
        replace(namespaces, made.namespaces());
        matches.set((int) made.matching());
        chosenText.set(context.get() == null ? "" : chosenText(made));
        if (connected != null) {
            link.set(linkState());
        }
        plan.choose(List.copyOf(looked), choices.selection(), resolved);
    }

    private LinkState linkState() {
        WatchState pods = snapshot.state(TargetKind.POD);
        return switch (pods) {
            case WatchState.Listing listing ->
                link.get() instanceof LinkState.Failed failed ? failed : new LinkState.Connecting();
            case WatchState.Connected live -> new LinkState.Connected("");
            case WatchState.Stale(var since, String detail) ->
                new LinkState.Connected(Messages.text(
                        "picker.stale",
                        Figures.duration(
                                Duration.between(since, services.clock().instant())),
                        detail));
            case WatchState.Forbidden(List<String> asked) ->
                new LinkState.Connected(Messages.text("picker.forbidden", String.join(", ", asked)));
        };
    }

    private String chosenText(Made made) {
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

    /// The context of the cluster that is looked at; null for none.
    public ReadOnlyObjectProperty<@Nullable KubeContext> contextProperty() {
        return context.getReadOnlyProperty();
    }

    /// How far it is with the cluster.
    public ReadOnlyObjectProperty<LinkState> linkProperty() {
        return link.getReadOnlyProperty();
    }

    /// The namespaces that their search finds.
    public ObservableList<NamespaceRow> namespaces() {
        return FXCollections.unmodifiableObservableList(namespaces);
    }

    /// Whether all namespaces are looked at.
    public ReadOnlyBooleanProperty allNamespacesProperty() {
        return allNamespaces.getReadOnlyProperty();
    }

    /// Letters that a namespace's name must contain.
    public StringProperty namespaceSearchProperty() {
        return namespaceSearch;
    }

    /// What is listed.
    public ObjectProperty<PickerTab> tabProperty() {
        return tab;
    }

    /// The search, as [TargetQuery] takes it.
    public StringProperty searchProperty() {
        return search;
    }

    /// What is wrong with the search; empty for nothing. The lines are those of the last one that was right.
    public ReadOnlyStringProperty searchProblemProperty() {
        return searchProblem.getReadOnlyProperty();
    }

    /// The lines.
    public ObservableList<TargetRow> rows() {
        return FXCollections.unmodifiableObservableList(rows);
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
        stopListening.run();
        stopAging.run();
        ClusterLink before = connected;
        connected = null;
        if (before != null) {
            before.close();
        }
    }
}
