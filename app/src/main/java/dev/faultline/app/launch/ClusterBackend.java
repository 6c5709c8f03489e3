package dev.faultline.app.launch;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.ContextList;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.KubeContexts;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.k8s.UnreachableException;
import dev.faultline.app.k8s.UserEnvironment;
import dev.faultline.app.ui.cluster.ClusterLink;
import dev.faultline.app.ui.cluster.Clusters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The kubeconfig files of the user, read when they are first asked for: the window does not wait for them.
/// Thread-safe.
final class ClusterBackend implements Clusters, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final UserEnvironment environment;
    private final List<Path> remembered;
    private final AgentBundle bundle;
    private @Nullable KubeContexts contexts;

    /// @param remembered files added by hand at earlier starts
    /// @param bundle the agent, to be sent to containers
    ClusterBackend(UserEnvironment environment, List<Path> remembered, AgentBundle bundle) {
        this.environment = environment;
        this.remembered = List.copyOf(remembered);
        this.bundle = bundle;
    }

    /// The files, read when they are first asked for.
    synchronized KubeContexts files() {
        if (contexts == null) {
            contexts = new KubeContexts(environment, remembered);
        }
        return contexts;
    }

    @Override
    public ContextList contexts() {
        return files().list();
    }

    @Override
    public Runnable listen(Consumer<ContextList> listener) {
        return files().listen(listener);
    }

    @Override
    public void add(Path kubeconfig) {
        files().add(kubeconfig);
    }

    @Override
    public List<Path> added() {
        return files().added();
    }

    @Override
    public boolean runsProgram(KubeContext context) {
        return files().runsPlugin(context);
    }

    @Override
    public Reachability reach(KubeContext context) {
        return files().reach(context, PATIENCE);
    }

    @Override
    public ClusterLink connect(KubeContext context) throws UnreachableException {
        return new KubeLink(files().connect(context), bundle);
    }

    @Override
    public synchronized void close() {
        if (contexts != null) {
            contexts.close();
        }
    }
}
