package dev.faultline.app.k8s;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What one kubeconfig file says. Of entries with the same name the last counts, as with kubectl.
///
/// @param currentContext empty for none
/// @param problems parts that could not be understood
record KubeconfigFile(
        Path path,
        String currentContext,
        Map<String, ContextEntry> contexts,
        Map<String, ClusterEntry> clusters,
        Map<String, UserEntry> users,
        List<KubeconfigProblem> problems) {

    /// One of which nothing could be understood.
    static KubeconfigFile unusable(KubeconfigProblem problem) {
        return new KubeconfigFile(problem.file(), "", Map.of(), Map.of(), Map.of(), List.of(problem));
    }
}
