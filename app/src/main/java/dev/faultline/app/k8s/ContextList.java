package dev.faultline.app.k8s;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All contexts at one moment.
///
/// @param contexts in the order of the files, and within a file in its own
/// @param current the one that kubectl would take; null when none is set or it does not exist
/// @param problems files, or parts of them, that could not be understood
public record ContextList(
        List<KubeContext> contexts, @Nullable KubeContext current, List<KubeconfigProblem> problems) {

    public ContextList {
        contexts = List.copyOf(contexts);
        problems = List.copyOf(problems);
    }

    /// Finds a context by name, the first when several files have it.
    ///
    /// @return null when there is none
    public @Nullable KubeContext find(String name) {
        return contexts.stream()
                .filter(context -> context.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
