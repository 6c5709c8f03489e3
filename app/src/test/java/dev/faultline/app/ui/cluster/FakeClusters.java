package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.ContextList;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.k8s.UnreachableException;
import dev.faultline.app.k8s.capture.CaptureMode;
import dev.faultline.app.k8s.targets.PodTarget;
import dev.faultline.app.k8s.targets.ServiceTarget;
import dev.faultline.app.k8s.targets.Target;
import dev.faultline.app.k8s.targets.TargetKind;
import dev.faultline.app.k8s.targets.TargetRef;
import dev.faultline.app.k8s.targets.TargetSnapshot;
import dev.faultline.app.k8s.targets.Targets;
import dev.faultline.app.k8s.targets.WatchState;
import dev.faultline.app.k8s.targets.WorkloadTarget;
import dev.faultline.engine.common.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Clusters that answer as a test says.
public final class FakeClusters implements Clusters {
    static final KubeContext PROD = context("prod", "shop");
    static final KubeContext STAGING = context("staging", "default");
    static final TargetRef CART = new TargetRef(TargetKind.DEPLOYMENT, "shop", "cart");
    static final TargetRef CART_SERVICE = new TargetRef(TargetKind.SERVICE, "shop", "cart");

    final List<KubeContext> asked = new ArrayList<>();
    final List<CaptureRequest> planned = new ArrayList<>();
    final List<KubeContext> closed = new ArrayList<>();
    final List<Path> added = new ArrayList<>();
    List<KubeContext> contexts = List.of(PROD, STAGING);
    Reachability answer = new Reachability.Reachable("v1.36.2", Duration.ofMillis(38));
    boolean plugin;
    List<String> obstacles = List.of();
    private @Nullable Consumer<ContextList> listener;
    private @Nullable Consumer<TargetSnapshot> targets;

    static KubeContext context(String name, String namespace) {
        return new KubeContext(name, Path.of("/kube/config"), name, "me", namespace, "https://" + name + ":6443");
    }

    static PodTarget pod(String namespace, String name, String node, String ip, @Nullable TargetRef workload) {
        return pod(namespace, name, Map.of("app", "cart"), node, ip, workload);
    }

    static PodTarget pod(
            String namespace,
            String name,
            Map<String, String> labels,
            String node,
            String ip,
            @Nullable TargetRef workload) {
        return new PodTarget(
                new TargetRef(TargetKind.POD, namespace, name),
                "uid-" + name,
                labels,
                node,
                List.of(IpAddress.parse(ip)),
                false,
                PodTarget.Phase.RUNNING,
                "Running",
                true,
                1,
                0,
                List.of(new PodTarget.Container("app", "image", List.of())),
                workload,
                0,
                0);
    }

    /// Two pods of a Deployment and its service, and a pod in another namespace.
    static List<Target> shop() {
        List<Target> all = new ArrayList<>();
        all.add(new WorkloadTarget(CART, Map.of(), 2, 2));
        all.add(pod("shop", "cart-1", "worker-1", "10.0.1.1", CART));
        all.add(pod("shop", "cart-2", "worker-2", "10.0.2.1", CART));
        all.add(pod("pay", "ledger", "worker-1", "10.0.1.9", null));
        all.add(new ServiceTarget(
                CART_SERVICE,
                Map.of(),
                "ClusterIP",
                List.of(IpAddress.parse("10.96.0.7")),
                List.of(new ServiceTarget.Port("", "TCP", 80, 0)),
                List.of(),
                0));
        return all;
    }

    /// Tells what the cluster has now.
    void has(List<? extends Target> all) {
        tell(new TargetSnapshot(all, Map.of(TargetKind.POD, new WatchState.Connected(List.of()))));
    }

    void tell(TargetSnapshot snapshot) {
        if (targets != null) {
            targets.accept(snapshot);
        }
    }

    /// The files say something else now.
    void change(List<KubeContext> now) {
        contexts = now;
        if (listener != null) {
            listener.accept(contexts());
        }
    }

    @Override
    public ContextList contexts() {
        return new ContextList(contexts, contexts.isEmpty() ? null : contexts.getFirst(), List.of());
    }

    @Override
    public Runnable listen(Consumer<ContextList> told) {
        listener = told;
        return () -> listener = null;
    }

    @Override
    public void add(Path kubeconfig) {
        added.add(kubeconfig);
    }

    @Override
    public List<Path> added() {
        return added;
    }

    @Override
    public boolean runsProgram(KubeContext context) {
        return plugin;
    }

    @Override
    public Reachability reach(KubeContext context) {
        asked.add(context);
        return answer;
    }

    @Override
    public ClusterLink connect(KubeContext context) throws UnreachableException {
        if (answer instanceof Reachability.Unreachable(var reason, String server, String detail, var took)) {
            throw new UnreachableException(reason, server, detail);
        }
        return new Link(context);
    }

    private final class Link implements ClusterLink, Targets {
        private final KubeContext of;

        Link(KubeContext of) {
            this.of = of;
        }

        @Override
        public KubeContext context() {
            return of;
        }

        @Override
        public Targets targets() {
            return this;
        }

        @Override
        public void look(List<String> namespaces) {}

        @Override
        public TargetSnapshot snapshot() {
            return TargetSnapshot.EMPTY;
        }

        @Override
        public Runnable listen(Consumer<TargetSnapshot> told) {
            targets = told;
            return () -> targets = null;
        }

        @Override
        public PlanPreview plan(CaptureRequest request) {
            planned.add(request);
            return new PlanPreview(
                    CaptureMode.NODE, List.of(), List.of(), List.of(), obstacles, "", "", "yaml", "role");
        }

        @Override
        public void close() {
            closed.add(of);
        }
    }
}
