package dev.faultline.app.k8s.testcluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The containers of a [TestCluster] that run for real, each known by its pod and its name. Thread-safe.
final class Containers implements AutoCloseable {
    private final Map<Key, Container> running = new ConcurrentHashMap<>();

    private record Key(String namespace, String pod, String container) {
        static Key of(Pod pod, String container) {
            return new Key(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container);
        }

        boolean isOf(Pod other) {
            return namespace.equals(other.getMetadata().getNamespace())
                    && pod.equals(other.getMetadata().getName());
        }
    }

    /// Hears that a container has ended by itself.
    interface Ended {
        void ended(int status);
    }

    /// Starts a container of a pod.
    void start(Pod pod, String name, TestCluster.Surroundings where, List<String> command, Ended ended) {
        ContainerImage image = where.image();
        if (image == null) {
            return;
        }
        try {
            Container container = new Container(where.prefix(), image, command);
            running.put(Key.of(pod, name), container);
            Thread.ofVirtual().start(() -> watch(Key.of(pod, name), container, ended));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch(Key key, Container container, Ended ended) {
        try {
            int status = container.awaitEnd();
            if (running.remove(key, container)) {
                container.close();
                ended.ended(status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<Container> find(Pod pod, String name) {
        return Optional.ofNullable(running.get(Key.of(pod, name)));
    }

    /// The containers that run now.
    Stream<Container> all() {
        return running.values().stream();
    }

    /// Kills all containers of a pod.
    void kill(Pod pod) {
        running.forEach((key, container) -> {
            if (key.isOf(pod) && running.remove(key, container)) {
                container.close();
            }
        });
    }

    @Override
    public void close() {
        running.values().forEach(Container::close);
        running.clear();
    }
}
