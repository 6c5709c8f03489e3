package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.ContextList;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.k8s.UnreachableException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// The clusters that kubeconfig files name. Thread-safe.
public interface Clusters {
    /// All contexts as the files have them now. Reads files when it is first asked.
    ContextList contexts();

    /// Adds a listener, told of every change of the files, on whatever thread notices it.
    ///
    /// @return removes the listener
    Runnable listen(Consumer<ContextList> listener);

    /// Reads one more kubeconfig from now on, at every start. Blocks.
    void add(Path kubeconfig);

    /// The files added by hand, to be remembered.
    List<Path> added();

    /// Whether connecting runs a program of the user's, which may ask for a login in the browser.
    boolean runsProgram(KubeContext context);

    /// Finds out whether a cluster answers. Blocks for some seconds at most.
    Reachability reach(KubeContext context);

    /// Connects to a cluster, to be closed when it is no longer looked at. Blocks.
    ///
    /// @throws UnreachableException when the files do not say enough
    ClusterLink connect(KubeContext context) throws UnreachableException;
}
