package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.ContextList;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.KubeconfigProblem;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.task.FxBatcher;
import dev.faultline.app.task.TaskRunner;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// The contexts of all kubeconfig files, and whether their clusters answer. FX thread only.
///
/// A cluster is asked when it is first [wanted][#want], a few at a time: sixty contexts do not start sixty
/// credential programs.
public final class ContextsViewModel implements AutoCloseable {
    private static final int AT_ONCE = 4;

    private final TaskRunner tasks;
    private final Executor pulse;
    private final Clusters clusters;
    private final ContextMemory memory;
    private final FxBatcher<ContextList> changes;
    private final ObservableList<ContextRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ContextRow> rowsReadOnly = FXCollections.unmodifiableObservableList(rows);
    private final FilteredList<ContextRow> found = new FilteredList<>(rows);
    private final ObservableList<KubeconfigProblem> problems = FXCollections.observableArrayList();
    private final ObservableList<KubeconfigProblem> problemsReadOnly =
            FXCollections.unmodifiableObservableList(problems);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable KubeContext> current = new ReadOnlyObjectWrapper<>();
    private final Deque<KubeContext> waiting = new ArrayDeque<>();
    private final Set<KubeContext> wanted = new HashSet<>();
    private Runnable stopListening = () -> {};
    private int asking;
    private boolean started;

    /// @param pulse runs on the FX thread at the next pulse
    public ContextsViewModel(TaskRunner tasks, Clusters clusters, ContextMemory memory, Executor pulse) {
        this.tasks = tasks;
        this.pulse = pulse;
        this.clusters = clusters;
        this.memory = memory;
        changes = new FxBatcher<>(pulse, lists -> show(lists.getLast()));
        search.addListener((observed, before, now) -> found.setPredicate(row -> row.matches(now)));
    }

    /// Reads the files, once, and follows their changes from then on.
    public void start() {
        if (started) {
            return;
        }
        started = true;
        tasks.call(() -> {
                    Runnable stop = clusters.listen(changes::add);
                    changes.add(clusters.contexts());
                    return stop;
                })
                .onSuccess(stop -> stopListening = stop)
                .start();
    }

    private void show(ContextList list) {
        List<ContextColour> colours = memory.colours(list.contexts());
        List<ContextRow> now = new ArrayList<>();
        for (int i = 0; i < list.contexts().size(); i++) {
            KubeContext context = list.contexts().get(i);
            ContextRow known = row(context);
            now.add(
                    known == null
                            ? new ContextRow(context, colours.get(i), null, false)
                            : new ContextRow(context, colours.get(i), known.reach(), known.asking()));
        }
        rows.setAll(now);
        problems.setAll(list.problems());
        current.set(list.current());
        loaded.set(true);
    }

    /// The row of a context; null when the files do not have it any more.
    public @Nullable ContextRow row(KubeContext context) {
        return rows.stream()
                .filter(row -> row.context().equals(context))
                .findFirst()
                .orElse(null);
    }

    /// A context is seen: its cluster is asked if nobody has yet, unless that might open a browser.
    public void want(KubeContext context) {
        if (wanted.add(context)) {
            pulse.execute(() -> wanted(context)); // whoever shows a row may not change it meanwhile
        }
    }

    private void wanted(KubeContext context) {
        wanted.remove(context);
        ContextRow row = row(context);
        if (row != null && row.reach() == null && !row.asking() && !clusters.runsProgram(context)) {
            ask(context);
        }
    }

    /// Asks a cluster again.
    public void retry(KubeContext context) {
        ContextRow row = row(context);
        if (row != null && !row.asking()) {
            ask(context);
        }
    }

    private void ask(KubeContext context) {
        change(context, row -> row.asking(true));
        waiting.add(context);
        askNext();
    }

    private void askNext() {
        while (asking < AT_ONCE && !waiting.isEmpty()) {
            KubeContext context = waiting.remove();
            asking++;
            tasks.call(() -> clusters.reach(context))
                    .onEnd(() -> {
                        asking--;
                        askNext();
                    })
                    .onSuccess(reach -> change(context, row -> row.reached(reach)))
                    .start();
        }
    }

    /// What was noticed of a cluster by other means.
    void noticed(KubeContext context, Reachability reach) {
        change(context, row -> row.reached(reach));
    }

    /// Gives a context another colour, for good.
    public void colour(KubeContext context, ContextColour colour) {
        memory.colour(context, colour);
        for (ContextRow row : List.copyOf(rows)) {
            if (row.name().equals(context.name())) {
                change(row.context(), same -> same.coloured(colour));
            }
        }
    }

    /// Reads more kubeconfig files from now on.
    public void add(List<Path> files) {
        add(files, contexts -> {});
    }

    /// Reads more kubeconfig files from now on.
    ///
    /// @param found takes the contexts that they have, none when they could not be understood
    public void add(List<Path> files, Consumer<List<KubeContext>> found) {
        Set<Path> fresh =
                files.stream().map(file -> file.toAbsolutePath().normalize()).collect(Collectors.toSet());
        tasks.call(() -> {
                    files.forEach(clusters::add);
                    return clusters.contexts();
                })
                .onSuccess(now -> {
                    memory.files(clusters.added());
                    show(now);
                    found.accept(now.contexts().stream()
                            .filter(context -> fresh.contains(context.file()))
                            .toList());
                })
                .start();
    }

    private void change(KubeContext context, UnaryOperator<ContextRow> change) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).context().equals(context)) {
                ContextRow now = change.apply(rows.get(i));
                if (!Objects.equals(now, rows.get(i))) {
                    rows.set(i, now);
                }
            }
        }
    }

    /// All contexts.
    public ObservableList<ContextRow> all() {
        return rowsReadOnly;
    }

    /// Those that the search finds.
    public ObservableList<ContextRow> found() {
        return found;
    }

    /// Words to find in name, cluster, server or namespace.
    public StringProperty searchProperty() {
        return search;
    }

    /// What is wrong with the files.
    public ObservableList<KubeconfigProblem> problems() {
        return problemsReadOnly;
    }

    /// Whether the files were read at all.
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    /// The context that kubectl would take; null for none.
    public ReadOnlyObjectProperty<@Nullable KubeContext> currentProperty() {
        return current.getReadOnlyProperty();
    }

    @Override
    public void close() {
        stopListening.run();
    }
}
