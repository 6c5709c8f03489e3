package dev.faultline.app.k8s.targets;

import dev.faultline.app.k8s.targets.ServiceTarget.Backend;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.NameEntry;
import dev.faultline.app.names.NameIndex;
import dev.faultline.app.names.NameSource;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells an index of names what the addresses of a cluster are called, as pods, services and nodes come and go.
public final class ClusterNames implements AutoCloseable {
    private static final TimeUnit SECONDS = TimeUnit.SECONDS;

    private final NameIndex index;
    private final InstantSource clock;
    private final Runnable stop;

    /// Tells from now on, until closed.
    ///
    /// @param clock taken for that of the packets
    public ClusterNames(Targets targets, NameIndex index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
        stop = targets.listen(this::accept);
    }

    private void accept(TargetSnapshot all) {
        if (all.state(TargetKind.POD) instanceof WatchState.Listing) {
            // What is not listed yet has not ended.
            return;
        }
        Instant now = clock.instant();
        index.cluster(entries(all), SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
    }

    /// What a cluster says at one moment.
    static List<NameEntry> entries(TargetSnapshot all) {
        List<NameEntry> entries = new ArrayList<>();
        all.nodes()
                .forEach(node -> node.ips()
                        .forEach(ip -> entries.add(entry(
                                ip,
                                Endpoint.NO_PORT,
                                NameSource.NODE,
                                new AddressName(null, null, null, null, node.name(), null),
                                node.created()))));
        all.pods().stream().filter(pod -> !pod.phase().isOver()).forEach(pod -> addPod(entries, pod));
        all.services().forEach(service -> addService(entries, service));
        addBackends(entries, all);
        return entries;
    }

    private static NameEntry entry(IpAddress ip, int port, NameSource source, AddressName name, long from) {
        return new NameEntry(ip, port, source, name, from, NameEntry.LASTING);
    }

    /// A pod in its node's network is known by the ports that it says to listen on; the address is the node's.
    private static void addPod(List<NameEntry> entries, PodTarget pod) {
        TargetRef workload = pod.workload();
        AddressName name = new AddressName(
                pod.name(), pod.namespace(), workload == null ? null : text(workload), null, pod.node(), null);
        for (IpAddress ip : pod.ips()) {
            if (pod.hostNetwork()) {
                pod.containers().stream()
                        .flatMap(container -> container.ports().stream())
                        .forEach(port -> entries.add(entry(ip, port, NameSource.POD, name, pod.addressed())));
            } else {
                entries.add(entry(ip, Endpoint.NO_PORT, NameSource.POD, name, pod.addressed()));
            }
        }
    }

    private static String text(TargetRef workload) {
        return workload.kindName() + "/" + workload.name();
    }

    private static void addService(List<NameEntry> entries, ServiceTarget service) {
        service.ips()
                .forEach(ip ->
                        entries.add(entry(ip, Endpoint.NO_PORT, NameSource.SERVICE, name(service), service.created())));
    }

    private static AddressName name(ServiceTarget service) {
        return new AddressName(null, service.namespace(), null, service.name(), null, null);
    }

    /// An address behind services belongs to each at the ports that traffic is sent to; behind one alone, to
    /// that at all ports, so that it is known as a client too.
    private static void addBackends(List<NameEntry> entries, TargetSnapshot all) {
        Map<IpAddress, @Nullable ServiceTarget> only = new HashMap<>();
        for (ServiceTarget service : all.services()) {
            for (Backend backend : service.backends()) {
                only.put(backend.ip(), only.containsKey(backend.ip()) ? null : service);
                long from = since(backend, service, all);
                backend.ports()
                        .forEach(port ->
                                entries.add(entry(backend.ip(), port, NameSource.ENDPOINT, name(service), from)));
            }
        }
        all.services()
                .forEach(service -> service.backends().stream()
                        .filter(backend -> service.equals(only.get(backend.ip())) && isOwnAddress(backend, all))
                        .forEach(backend -> entries.add(entry(
                                backend.ip(),
                                Endpoint.NO_PORT,
                                NameSource.ENDPOINT,
                                name(service),
                                since(backend, service, all)))));
    }

    private static @Nullable PodTarget pod(Backend backend, TargetSnapshot all) {
        return backend.pod() != null && all.find(backend.pod()) instanceof PodTarget pod ? pod : null;
    }

    /// Whether nothing else has the address, as with a pod in its node's network.
    private static boolean isOwnAddress(Backend backend, TargetSnapshot all) {
        PodTarget pod = pod(backend, all);
        return pod != null && !pod.hostNetwork();
    }

    private static long since(Backend backend, ServiceTarget service, TargetSnapshot all) {
        PodTarget pod = pod(backend, all);
        return pod == null ? service.created() : Math.max(pod.addressed(), service.created());
    }

    /// Tells nothing more; what was told goes on to be true.
    @Override
    public void close() {
        stop.run();
    }
}
