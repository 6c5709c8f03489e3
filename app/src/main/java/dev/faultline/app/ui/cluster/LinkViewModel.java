package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.k8s.UnreachableException;
import dev.faultline.app.k8s.targets.TargetKind;
import dev.faultline.app.k8s.targets.TargetSnapshot;
import dev.faultline.app.k8s.targets.WatchState;
import dev.faultline.app.task.FxBatcher;
import dev.faultline.app.ui.text.Figures;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;

/// The cluster that is looked at: connects to it, hears what it has, and says why it does not answer. FX thread
/// only.
public final class LinkViewModel implements AutoCloseable {
    private static final Duration AGE_STEP = Duration.ofSeconds(20);

    private final PickerViewModel.Services services;
    private final ContextsViewModel contexts;
    private final Consumer<@Nullable ClusterLink> connection;
    private final Runnable news;
    private final ReadOnlyObjectWrapper<@Nullable KubeContext> context = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<LinkState> state = new ReadOnlyObjectWrapper<>(new LinkState.Nothing());
    private TargetSnapshot snapshot = TargetSnapshot.EMPTY;
    private boolean seen;
    private @Nullable ClusterLink connected;
    private Runnable stopListening = () -> {};
    private Runnable stopAging = () -> {};
    private int turn;

    /// @param connection takes the cluster once it is connected, and null when it is left
    /// @param news hears that the cluster has something else, or that time has passed
    LinkViewModel(
            PickerViewModel.Services services,
            ContextsViewModel contexts,
            Consumer<@Nullable ClusterLink> connection,
            Runnable news) {
        this.services = services;
        this.contexts = contexts;
        this.connection = connection;
        this.news = news;
        contexts.all().addListener((ListChangeListener<ContextRow>) change -> probed());
    }

    /// Whether a cluster is looked at, or on the way.
    boolean isOpen(KubeContext wanted) {
        return wanted.equals(context.get()) && !(state.get() instanceof LinkState.Failed);
    }

    /// Looks at a cluster from now on.
    void open(KubeContext wanted) {
        disconnect();
        context.set(wanted);
        state.set(new LinkState.Connecting());
        int mine = turn;
        contexts.retry(wanted);
        services.tasks()
                .call(() -> services.clusters().connect(wanted))
                .onSuccess(opened -> {
                    if (mine == turn) {
                        connected(opened);
                    } else {
                        closeInBackground(opened);
                    }
                })
                .onFailure(UnreachableException.class, e -> {
                    if (mine == turn) {
                        failed(wanted, e.unreachable(Duration.ZERO));
                    }
                })
                .start();
    }

    private void failed(KubeContext wanted, Reachability.Unreachable why) {
        contexts.noticed(wanted, why);
        state.set(new LinkState.Failed(why));
    }

    private void connected(ClusterLink opened) {
        connected = opened;
        FxBatcher<TargetSnapshot> snapshots = new FxBatcher<>(services.pulse(), all -> take(opened, all.getLast()));
        stopListening = opened.targets().listen(snapshots::add);
        connection.accept(opened);
        age();
    }

    /// What an earlier connection still tells is passed over.
    @SuppressWarnings("ReferenceEquality")
    private void take(ClusterLink from, TargetSnapshot now) {
        if (from == connected) {
            snapshot = now;
            news.run();
        }
    }

    /// Ages are told anew from time to time.
    private void age() {
        stopAging = services.delay().after(AGE_STEP, () -> {
            news.run();
            age();
        });
    }

    private void disconnect() {
        turn++;
        ClusterLink before = leave();
        if (before != null) {
            closeInBackground(before);
        }
        connection.accept(null);
        snapshot = TargetSnapshot.EMPTY;
        seen = false;
    }

    private @Nullable ClusterLink leave() {
        stopListening.run();
        stopListening = () -> {};
        stopAging.run();
        stopAging = () -> {};
        ClusterLink before = connected;
        connected = null;
        return before;
    }

    private void closeInBackground(ClusterLink link) {
        services.tasks().run(link::close).start();
    }

    /// The probe, which runs beside, knows why a cluster does not answer.
    private void probed() {
        ContextRow row = probe();
        if (!seen && row != null && row.reach() instanceof Reachability.Unreachable why) {
            state.set(row.asking() ? new LinkState.Connecting() : new LinkState.Failed(why));
        }
    }

    /// A cluster that was slow to answer the probe and is heard now does not stay called unreachable.
    private void probeAgain() {
        ContextRow row = probe();
        if (row != null && row.reach() instanceof Reachability.Unreachable) {
            contexts.retry(row.context());
        }
    }

    private @Nullable ContextRow probe() {
        KubeContext of = context.get();
        return of == null ? null : contexts.row(of);
    }

    /// Says anew how far it is.
    void refresh() {
        if (connected == null) {
            return;
        }
        WatchState pods = snapshot.state(TargetKind.POD);
        seen |= pods instanceof WatchState.Connected || pods instanceof WatchState.Forbidden;
        if (pods instanceof WatchState.Connected) {
            probeAgain();
        }
        state.set(
                switch (pods) {
                    case WatchState.Listing listing -> state.get();
                    case WatchState.Stale stale when !seen && !isReachable() -> state.get();
                    case WatchState.Connected live -> new LinkState.Connected("");
                    case WatchState.Stale(var since, String detail) ->
                        new LinkState.Connected(Messages.text(
                                "picker.stale",
                                Figures.duration(
                                        Duration.between(since, services.clock().instant())),
                                detail));
                    case WatchState.Forbidden(List<String> asked) ->
                        new LinkState.Connected(Messages.text("picker.forbidden", String.join(", ", asked)));
                });
    }

    private boolean isReachable() {
        ContextRow row = probe();
        return row != null && row.reach() instanceof Reachability.Reachable && !row.asking();
    }

    /// Tells the cluster which namespaces are of interest.
    void look(List<String> namespaces) {
        if (connected != null) {
            connected.look(namespaces);
        }
    }

    /// What the cluster has, as last heard.
    TargetSnapshot snapshot() {
        return snapshot;
    }

    /// Another number for each cluster that was opened, so that what is late can be told.
    int turn() {
        return turn;
    }

    /// The context of the cluster; null for none.
    public ReadOnlyObjectProperty<@Nullable KubeContext> contextProperty() {
        return context.getReadOnlyProperty();
    }

    /// How far it is.
    public ReadOnlyObjectProperty<LinkState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    @Override
    public void close() {
        ClusterLink before = leave();
        if (before != null) {
            before.close();
        }
    }
}
