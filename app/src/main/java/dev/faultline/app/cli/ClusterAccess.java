package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.ClusterConnection;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.KubeContexts;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.k8s.UnreachableException;
import dev.faultline.app.k8s.targets.ClusterTargets;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetKind;
import dev.faultline.app.k8s.targets.TargetSelection;
import dev.faultline.app.k8s.targets.TargetSnapshot;
import dev.faultline.app.k8s.targets.WatchState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the context that was asked for, and waits for its cluster.
final class ClusterAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration MOMENT = Duration.ofSeconds(2);
    /// Without these nothing can be chosen.
    private static final List<TargetKind> NEEDED = List.of(TargetKind.POD, TargetKind.NODE, TargetKind.SERVICE);

    private ClusterAccess() {}

    private static String noContext(@Nullable String name, String known) {
        if (known.isEmpty()) {
            return Messages.text("cli.capture.noKubeconfig");
        }
        return name == null
                ? Messages.text("cli.capture.noContext", known)
                : Messages.text("cli.capture.unknownContext", name, known);
    }

    /// Connects.
    ///
    /// @param name of the context, or null for the current one
    /// @throws ClusterTrouble when there is none, or its cluster does not answer
    static ClusterConnection connect(KubeContexts contexts, @Nullable String name) throws ClusterTrouble {
        KubeContext context =
                name == null ? contexts.list().current() : contexts.list().find(name);
        if (context == null) {
            String known = contexts.list().contexts().stream()
                    .map(KubeContext::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw new ClusterTrouble(noContext(name, known));
        }
        try {
            ClusterConnection connection = contexts.connect(context);
            if (connection.probe(PATIENCE) instanceof Reachability.Unreachable unreachable) {
                connection.close();
                throw unreachable(context, unreachable);
            }
            return connection;
        } catch (UnreachableException e) {
            throw unreachable(context, e.unreachable(Duration.ZERO));
        }
    }

    private static ClusterTrouble unreachable(KubeContext context, Reachability.Unreachable why) {
        String reason =
                Messages.text("cluster.unreachable." + why.reason().name().toLowerCase(Locale.ROOT));
        return new ClusterTrouble(
                Messages.text("cli.capture.unreachable", context.name(), why.server(), reason, why.detail()));
    }

    /// What a selection means now: waits until pods, nodes and services have been listed, as far as they may
    /// be, and a moment more where nothing is found, for what was listed may still be read.
    static ResolvedTargets resolve(ClusterTargets targets, TargetSelection selection)
            throws InterruptedException, ClusterTrouble {
        CountDownLatch listed = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        Runnable stop = targets.listen(snapshot -> {
            if (NEEDED.stream().noneMatch(kind -> snapshot.state(kind) instanceof WatchState.Listing)) {
                listed.countDown();
                if (!selection.resolve(snapshot).isEmpty()) {
                    found.countDown();
                }
            }
        });
        try {
            if (!listed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ClusterTrouble(Messages.text("cli.capture.notListed", PATIENCE.toSeconds()));
            }
            var _ = found.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            stop.run();
        }
        TargetSnapshot snapshot = targets.snapshot();
        ResolvedTargets resolved = selection.resolve(snapshot);
        if (!resolved.isEmpty()) {
            return resolved;
        }
        if (snapshot.state(TargetKind.POD) instanceof WatchState.Forbidden(List<String> namespaces)) {
            throw new ClusterTrouble(Messages.text("cli.capture.noPods", String.join(", ", namespaces)));
        }
        throw new ClusterTrouble(Messages.text("cli.capture.nothing"));
    }
}
