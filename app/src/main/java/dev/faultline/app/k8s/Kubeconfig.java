package dev.faultline.app.k8s;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Several kubeconfig files as one, merged as kubectl does with those that `KUBECONFIG` names: the first file
/// that has a context, cluster or user of a name defines it wholly; the first that sets a current context wins.
final class Kubeconfig {
    private static final String DEFAULT_NAMESPACE = "default";

    private final List<KubeconfigFile> files;
    private final String currentContext;
    private final Map<String, ContextEntry> contexts = new LinkedHashMap<>();
    private final Map<String, ClusterEntry> clusters = new LinkedHashMap<>();
    private final Map<String, UserEntry> users = new LinkedHashMap<>();

    /// What a connection is made from.
    ///
    /// @param user null for nobody
    record Access(
            KubeContext context,
            ClusterEntry cluster,
            @Nullable UserEntry user) {}

    /// @param files the first is the one that wins
    Kubeconfig(List<KubeconfigFile> files) {
        this.files = List.copyOf(files);
        for (KubeconfigFile file : files) {
            file.contexts().forEach(contexts::putIfAbsent);
            file.clusters().forEach(clusters::putIfAbsent);
            file.users().forEach(users::putIfAbsent);
        }
        currentContext = files.stream()
                .map(KubeconfigFile::currentContext)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    List<KubeContext> contexts() {
        return contexts.values().stream().map(this::context).toList();
    }

    private KubeContext context(ContextEntry entry) {
        ClusterEntry cluster = clusters.get(entry.cluster());
        return new KubeContext(
                entry.name(),
                entry.place().file(),
                entry.cluster(),
                entry.user(),
                entry.namespace().isEmpty() ? DEFAULT_NAMESPACE : entry.namespace(),
                cluster == null ? "" : cluster.server());
    }

    /// The context that kubectl would take; null when there is none.
    @Nullable
    KubeContext current() {
        ContextEntry entry = contexts.get(currentContext);
        return entry == null ? null : context(entry);
    }

    List<KubeconfigProblem> problems() {
        List<KubeconfigProblem> problems = new ArrayList<>();
        files.forEach(file -> problems.addAll(file.problems()));
        return problems;
    }

    boolean has(String context, Path file) {
        ContextEntry entry = contexts.get(context);
        return entry != null && entry.place().file().equals(file);
    }

    /// What a connection to a context is made from.
    ///
    /// @throws UnreachableException when the context, or what it names, does not exist
    Access access(String name) throws UnreachableException {
        ContextEntry entry = contexts.get(name);
        if (entry == null) {
            throw new Place(files.getFirst().path(), 0, 0).unusable("contexts: " + name);
        }
        ClusterEntry cluster = clusters.get(entry.cluster());
        if (cluster == null || cluster.server().isEmpty()) {
            Place place = cluster == null ? entry.place() : cluster.place();
            throw place.unusable(cluster == null ? "cluster: " + entry.cluster() : "server");
        }
        UserEntry user = users.get(entry.user());
        if (user == null && !entry.user().isEmpty()) {
            throw entry.place().unusable("user: " + entry.user());
        }
        return new Access(Objects.requireNonNull(context(entry)), cluster, user);
    }
}
