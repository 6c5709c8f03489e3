package dev.faultline.app.k8s.targets;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Watches one kind of object: in all namespaces, or where that is forbidden in some.
final class KindWatch<T extends HasMetadata, V> {
    private final Function<String, ObjectWatch<T, V>> factory;
    private final boolean namespaced;
    private final ObjectWatch<T, V> everywhere;
    private final Map<String, ObjectWatch<T, V>> byNamespace = new TreeMap<>();
    private boolean listed;
    private @Nullable Instant staleSince;

    /// @param factory makes a watch of a namespace; of all for an empty name
    /// @param namespaced whether objects of the kind are in namespaces at all
    KindWatch(Function<String, ObjectWatch<T, V>> factory, boolean namespaced) {
        this.factory = factory;
        this.namespaced = namespaced;
        everywhere = factory.apply("");
    }

    /// What is known.
    synchronized List<V> values() {
        return active().flatMap(watch -> watch.values().stream()).toList();
    }

    private Stream<ObjectWatch<T, V>> active() {
        return everywhere.isForbidden() ? byNamespace.values().stream() : Stream.of(everywhere);
    }

    /// Starts what is to run, and again what has ended.
    ///
    /// @param namespaces to watch where not all may be
    synchronized void tend(List<String> namespaces) {
        everywhere.tend();
        if (!everywhere.isForbidden() || !namespaced) {
            byNamespace.values().forEach(ObjectWatch::stop);
            byNamespace.clear();
            return;
        }
        namespaces.forEach(namespace -> byNamespace.computeIfAbsent(namespace, factory));
        byNamespace.values().forEach(ObjectWatch::tend);
    }

    /// How well the kind is known.
    ///
    /// @param silentSince since when the server does not answer; null while it does
    synchronized WatchState state(@Nullable Instant silentSince, Instant now) {
        List<ObjectWatch<T, V>> watches = active().toList();
        List<String> namespaces = everywhere.isForbidden() ? List.copyOf(byNamespace.keySet()) : List.of();
        if (watches.isEmpty() || watches.stream().anyMatch(ObjectWatch::isForbidden)) {
            return new WatchState.Forbidden(namespaces);
        }
        boolean connected = watches.stream().allMatch(ObjectWatch::isConnected);
        listed |= connected;
        if (connected && silentSince == null) {
            staleSince = null;
            return new WatchState.Connected(namespaces);
        }
        String trouble = watches.stream()
                .map(ObjectWatch::trouble)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        if (!listed && trouble.isEmpty() && silentSince == null) {
            return new WatchState.Listing();
        }
        if (staleSince == null) {
            staleSince = silentSince == null ? now : silentSince;
        }
        return new WatchState.Stale(staleSince, trouble);
    }

    /// Starts all anew, as when the server was silent: their connections may be dead without knowing.
    synchronized void restart() {
        everywhere.restart();
        byNamespace.values().forEach(ObjectWatch::restart);
    }

    synchronized void stop() {
        everywhere.stop();
        byNamespace.values().forEach(ObjectWatch::stop);
    }
}
