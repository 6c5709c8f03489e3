package dev.faultline.app.k8s.targets;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The targets of a cluster, kept up to date by informers. What the user may not list is left out and said so;
/// where he has rights in some namespaces only, those are watched. A server that is gone is waited for.
/// Thread-safe.
public final class ClusterTargets implements Targets, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterTargets.class);
    /// Logs stack traces of what is told to the watches anyway.
    private static final java.util.logging.Logger NOISE =
            java.util.logging.Logger.getLogger("io.fabric8.kubernetes.client.informers");

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PULSE = Duration.ofSeconds(10);
    private static final Duration PULSE_PATIENCE = Duration.ofSeconds(5);
    private static final int TICKS_BETWEEN_CARE = 5;
    /// No more than a tenth of one processor goes into snapshots.
    private static final int REST_FACTOR = 9;

    private final InstantSource clock = InstantSource.system();
    private final AtomicBoolean dirty = new AtomicBoolean(true);
    private final Set<String> namespaces = new LinkedHashSet<>();
    private final List<Consumer<TargetSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("faultline-targets").factory());
    private final ServerPulse pulse;
    private final KindWatch<Pod, PodTarget> pods;
    private final KindWatch<Service, ServiceTarget> services;
    private final KindWatch<EndpointSlice, ServiceReader.Slice> slices;
    private final KindWatch<Node, NodeTarget> nodes;
    private final KindWatch<Namespace, NamespaceTarget> namespaceObjects;
    private final Map<TargetKind, KindWatch<?, WorkloadTarget>> workloads = new EnumMap<>(TargetKind.class);
    private Map<TargetKind, WatchState> states = Map.of();
    private int ticks;
    private long restUntil;
    private volatile TargetSnapshot snapshot = TargetSnapshot.EMPTY;

    /// Starts to watch.
    ///
    /// @param client stays the caller's to close, after this
    /// @param namespace to watch where not all namespaces may be
    public ClusterTargets(KubernetesClient client, String namespace) {
        this(client, namespace, PULSE, PULSE_PATIENCE);
    }

    ClusterTargets(KubernetesClient client, String namespace, Duration pulseInterval, Duration pulsePatience) {
        NOISE.setLevel(Level.OFF);
        namespaces.add(namespace);
        pulse = new ServerPulse(client, pulseInterval, pulsePatience, clock);
        pods = watch(namespaced(client.pods()), Pod::new, PodReader::read);
        services = watch(namespaced(client.services()), Service::new, ServiceReader::read);
        slices = watch(namespaced(client.discovery().v1().endpointSlices()), EndpointSlice::new, ServiceReader::read);
        nodes = new KindWatch<>(all -> objects(client::nodes, Node::new, NodeReader::read), false);
        namespaceObjects = new KindWatch<>(
                all -> objects(client::namespaces, Namespace::new, ClusterTargets::namespaceTarget), false);
        var apps = client.apps();
        var batch = client.batch().v1();
        workloads.put(
                TargetKind.DEPLOYMENT, watch(namespaced(apps.deployments()), Deployment::new, WorkloadReader::read));
        workloads.put(
                TargetKind.STATEFUL_SET,
                watch(namespaced(apps.statefulSets()), StatefulSet::new, WorkloadReader::read));
        workloads.put(
                TargetKind.DAEMON_SET, watch(namespaced(apps.daemonSets()), DaemonSet::new, WorkloadReader::read));
        workloads.put(TargetKind.CRON_JOB, watch(namespaced(batch.cronjobs()), CronJob::new, WorkloadReader::read));
        workloads.put(TargetKind.JOB, watch(namespaced(batch.jobs()), Job::new, WorkloadReader::read));
        var _ = thread.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static NamespaceTarget namespaceTarget(Namespace namespace) {
        return new NamespaceTarget(
                ObjectReader.ref(TargetKind.NAMESPACE, namespace), ObjectReader.labels(namespace), true);
    }

    private static <T extends HasMetadata> Function<String, Informable<T>> namespaced(
            MixedOperation<T, ?, ?> operation) {
        return namespace -> {
            FilterWatchListDeletable<T, ?, ?> scope =
                    namespace.isEmpty() ? operation.inAnyNamespace() : operation.inNamespace(namespace);
            return scope;
        };
    }

    private <T extends HasMetadata, V> KindWatch<T, V> watch(
            Function<String, Informable<T>> source, Supplier<T> empty, Function<T, @Nullable V> reader) {
        return new KindWatch<>(namespace -> objects(() -> source.apply(namespace), empty, reader), true);
    }

    private <T extends HasMetadata, V> ObjectWatch<T, V> objects(
            Supplier<Informable<T>> source, Supplier<T> empty, Function<T, @Nullable V> reader) {
        return new ObjectWatch<>(source, empty, reader, () -> dirty.set(true), clock);
    }

    private Map<TargetKind, List<KindWatch<?, ?>>> watches() {
        Map<TargetKind, List<KindWatch<?, ?>>> watches = new EnumMap<>(TargetKind.class);
        watches.put(TargetKind.NAMESPACE, List.of(namespaceObjects));
        watches.put(TargetKind.POD, List.of(pods));
        watches.put(TargetKind.SERVICE, List.of(services, slices));
        watches.put(TargetKind.NODE, List.of(nodes));
        workloads.forEach((kind, watch) -> watches.put(kind, List.of(watch)));
        return watches;
    }

    @Override
    public TargetSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public Runnable listen(Consumer<TargetSnapshot> listener) {
        thread.execute(() -> {
            listeners.add(listener);
            tell(listener, snapshot);
        });
        return () -> listeners.remove(listener);
    }

    /// Watches a further namespace, where not all may be watched.
    public void addNamespace(String namespace) {
        thread.execute(() -> {
            namespaces.add(namespace);
            care();
        });
    }

    /// Lists and watches everything anew: rights may have been granted.
    public void refresh() {
        thread.execute(() -> {
            restart();
            care();
        });
    }

    private void restart() {
        watches().values().forEach(kind -> kind.forEach(KindWatch::restart));
    }

    private void tick() {
        try {
            if (ticks++ % TICKS_BETWEEN_CARE == 0) {
                care();
            }
            if (System.nanoTime() - restUntil >= 0 && dirty.getAndSet(false)) {
                publish();
            }
        } catch (RuntimeException e) {
            LOG.warn("Targets could not be brought up to date", e);
        }
    }

    private void care() {
        if (pulse.tend()) {
            restart();
        }
        List<String> fallback = List.copyOf(namespaces);
        Instant now = clock.instant();
        Map<TargetKind, WatchState> current = new EnumMap<>(TargetKind.class);
        watches().forEach((kind, all) -> {
            all.forEach(watch -> watch.tend(fallback));
            current.put(
                    kind,
                    all.stream()
                            .map(watch -> watch.state(pulse.silentSince(), now))
                            .reduce(ClusterTargets::worse)
                            .orElseThrow());
        });
        if (!current.equals(states)) {
            states = current;
            dirty.set(true);
        }
    }

    private static WatchState worse(WatchState one, WatchState other) {
        return badness(one) >= badness(other) ? one : other;
    }

    private static int badness(WatchState state) {
        return switch (state) {
            case WatchState.Connected connected -> 0;
            case WatchState.Listing listing -> 1;
            case WatchState.Stale stale -> 2;
            case WatchState.Forbidden forbidden -> 3;
        };
    }

    private void publish() {
        long begin = System.nanoTime();
        List<WorkloadTarget> known = new ArrayList<>();
        workloads.values().forEach(watch -> known.addAll(watch.values()));
        TargetSnapshot now = new SnapshotBuilder(pods.values(), states)
                .namespaces(namespaceObjects.values(), namespaces)
                .workloads(known)
                .services(services.values(), slices.values())
                .nodes(nodes.values())
                .build();
        snapshot = now;
        listeners.forEach(listener -> tell(listener, now));
        long took = System.nanoTime() - begin;
        restUntil = System.nanoTime() + REST_FACTOR * took;
    }

    private static void tell(Consumer<TargetSnapshot> listener, TargetSnapshot snapshot) {
        try {
            listener.accept(snapshot);
        } catch (RuntimeException e) {
            LOG.warn("A listener of targets failed", e);
        }
    }

    /// Watches no more.
    @Override
    public void close() {
        thread.shutdownNow();
        watches().values().forEach(kind -> kind.forEach(KindWatch::stop));
        pulse.stop();
    }
}
