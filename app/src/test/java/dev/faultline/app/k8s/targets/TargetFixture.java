package dev.faultline.app.k8s.targets;

import dev.faultline.app.k8s.targets.PodTarget.Container;
import dev.faultline.app.k8s.targets.PodTarget.Phase;
import dev.faultline.app.k8s.targets.ServiceTarget.Backend;
import dev.faultline.engine.common.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Objects of a small shop.
final class TargetFixture {
    static final TargetRef CART = new TargetRef(TargetKind.DEPLOYMENT, "shop", "cart");
    static final TargetRef CART_SERVICE = new TargetRef(TargetKind.SERVICE, "shop", "cart");

    private TargetFixture() {}

    static PodTarget pod(String namespace, String name, String node, String ip, @Nullable TargetRef workload) {
        return pod(namespace, name, node, ip, workload, Phase.RUNNING, false);
    }

    static PodTarget pod(
            String namespace,
            String name,
            String node,
            String ip,
            @Nullable TargetRef workload,
            Phase phase,
            boolean hostNetwork) {
        return new PodTarget(
                new TargetRef(TargetKind.POD, namespace, name),
                "uid-" + name,
                Map.of("app", name.split("-", -1)[0], "tier", "web"),
                node,
                List.of(IpAddress.parse(ip)),
                hostNetwork,
                phase,
                "Running",
                true,
                1,
                0,
                List.of(new Container("app", "example/app", List.of(8080))),
                workload,
                10,
                20);
    }

    static ServiceTarget service(String ip, PodTarget... pods) {
        return new ServiceTarget(
                CART_SERVICE,
                Map.of("app", "cart"),
                "ClusterIP",
                List.of(IpAddress.parse(ip)),
                List.of(new ServiceTarget.Port("http", "TCP", 80, 0)),
                List.of(pods).stream()
                        .map(pod -> new Backend(pod.ips().getFirst(), pod.ref(), pod.node(), true, List.of(8080)))
                        .toList(),
                5);
    }

    static NodeTarget node(String name, String ip) {
        return new NodeTarget(
                new TargetRef(TargetKind.NODE, "", name),
                Map.of(),
                List.of(IpAddress.parse(ip)),
                true,
                "linux/amd64",
                List.of(),
                true,
                1);
    }

    static TargetSnapshot snapshot(Target... targets) {
        return new TargetSnapshot(List.of(targets), Map.of(TargetKind.POD, new WatchState.Connected(List.of())));
    }

    static Set<IpAddress> ips(String... ips) {
        return Set.copyOf(List.of(ips).stream().map(IpAddress::parse).toList());
    }
}
