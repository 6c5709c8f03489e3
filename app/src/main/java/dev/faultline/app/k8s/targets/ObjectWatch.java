package dev.faultline.app.k8s.targets;

import dev.faultline.app.k8s.ClusterProblem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Objects of one kind, of one namespace or all, kept up to date by an informer. An informer that ended is
/// replaced by another, later and later; what was known stays until the new one has listed everything.
final class ObjectWatch<T extends HasMetadata, V> {
    private static final int FORBIDDEN = 403;
    private static final long LIST_PAGE = 500;
    private static final long SHORTEST_WAIT = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST_WAIT = Duration.ofSeconds(30).toMillis();

    private final Supplier<Informable<T>> source;
    private final Supplier<T> empty;
    private final Function<T, @Nullable V> reader;
    private final Runnable changed;
    private final InstantSource clock;
    private final Map<String, V> values = new ConcurrentSkipListMap<>();
    private @Nullable SharedIndexInformer<T> informer;
    private boolean settled;
    private long wait = SHORTEST_WAIT;
    private long nextStart;
    private volatile boolean forbidden;
    private volatile @Nullable String trouble;

    /// @param source where to list and watch
    /// @param empty makes an object with nothing in it
    /// @param reader what to keep of an object; null for nothing
    /// @param changed told of every change
    ObjectWatch(
            Supplier<Informable<T>> source,
            Supplier<T> empty,
            Function<T, @Nullable V> reader,
            Runnable changed,
            InstantSource clock) {
        this.source = source;
        this.empty = empty;
        this.reader = reader;
        this.changed = changed;
        this.clock = clock;
    }

    /// What is known, by namespace and name.
    Collection<V> values() {
        return values.values();
    }

    /// Whether the server refused to list or watch, as far as it has answered.
    boolean isForbidden() {
        return forbidden;
    }

    /// Whether all has been listed and changes come.
    synchronized boolean isConnected() {
        return informer != null && informer.hasSynced() && informer.isWatching();
    }

    /// What went wrong last; null for nothing.
    @Nullable
    String trouble() {
        return trouble;
    }

    /// Starts, starts again what has ended, and drops what a new list no longer has. To be called every now and
    /// then by one thread.
    synchronized void tend() {
        if (informer != null && informer.isRunning()) {
            settle(informer);
            return;
        }
        if (clock.millis() >= nextStart) {
            start();
        }
    }

    private void settle(SharedIndexInformer<T> running) {
        if (!running.hasSynced() || !running.isWatching()) {
            return;
        }
        trouble = null;
        forbidden = false;
        wait = SHORTEST_WAIT;
        if (!settled) {
            settled = true;
            Set<String> listed = new HashSet<>(running.getStore().listKeys());
            if (values.keySet().retainAll(listed)) {
                changed.run();
            }
        }
    }

    private void start() {
        stop();
        nextStart = clock.millis() + wait;
        wait = Math.min(2 * wait, LONGEST_WAIT);
        settled = false;
        SharedIndexInformer<T> fresh = source.get().withLimit(LIST_PAGE).runnableInformer(0);
        fresh.itemStore(new LeanStore<>(empty));
        fresh.addEventHandler(new Handler());
        fresh.exceptionHandler((started, thrown) -> onFailure(thrown));
        informer = fresh;
        var _ = fresh.start().exceptionally(thrown -> {
            onFailure(thrown);
            return null;
        });
    }

    /// @return whether the informer should go on by itself
    private boolean onFailure(Throwable thrown) {
        Throwable cause = thrown;
        while (!(cause instanceof KubernetesClientException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        int code = cause instanceof KubernetesClientException refused ? refused.getCode() : 0;
        trouble = ClusterProblem.words(thrown);
        forbidden = code == FORBIDDEN || forbidden && code == 0;
        if (forbidden) {
            wait = LONGEST_WAIT;
        }
        changed.run();
        return code != FORBIDDEN;
    }

    /// Starts anew at the next [#tend()], whatever the informer believes.
    synchronized void restart() {
        stop();
        wait = SHORTEST_WAIT;
        nextStart = 0;
    }

    synchronized void stop() {
        if (informer != null) {
            informer.stop();
            informer = null;
        }
    }

    private final class Handler implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            put(object);
        }

        @Override
        public void onUpdate(T old, T object) {
            put(object);
        }

        private void put(T object) {
            V value = reader.apply(object);
            String key = Cache.metaNamespaceKeyFunc(object);
            if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
            changed.run();
        }

        @Override
        public void onDelete(T object, boolean deletedFinalStateUnknown) {
            values.remove(Cache.metaNamespaceKeyFunc(object));
            changed.run();
        }
    }
}
