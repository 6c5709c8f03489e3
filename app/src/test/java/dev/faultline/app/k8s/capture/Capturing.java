package dev.faultline.app.k8s.capture;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.targets.PodTarget;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetKind;
import dev.faultline.app.k8s.targets.TargetRef;
import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.engine.common.IpAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A capture in a [TestCluster] with one pod, with everything quick.
final class Capturing implements AutoCloseable {
    static final Timing QUICK = new Timing(
            Duration.ofMillis(300),
            Duration.ofSeconds(4), // on a machine that is busy with other tests, too
            Duration.ofMillis(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));

    final TestCluster cluster = new TestCluster();
    final KubernetesClient client = cluster.client();
    final CaptureRun run = CaptureRun.start("test", new CaptureOwner("tester", "here"));
    final Path journals;
    final CaptureJournal journal;
    final ClusterCapture capture;

    Capturing(Path folder) throws IOException {
        journals = folder.resolve("journals");
        journal = CaptureJournal.start(journals, run);
        capture = new ClusterCapture(client, journal, AgentBundle.NONE, QUICK, Clock.systemUTC());
        cluster.addNode("worker-1");
        cluster.addPod("shop", "cart", "worker-1", "10.1.0.5", Map.of());
    }

    static PodTarget pod(String name, String node, String ip) {
        return new PodTarget(
                new TargetRef(TargetKind.POD, "shop", name),
                "uid-" + name,
                Map.of(),
                node,
                List.of(IpAddress.parse(ip)),
                false,
                PodTarget.Phase.RUNNING,
                "Running",
                true,
                1,
                0,
                List.of(new PodTarget.Container("app", "example/app", List.of())),
                null,
                0,
                0);
    }

    static ResolvedTargets cart() {
        return targets(pod("cart", "worker-1", "10.1.0.5"));
    }

    static ResolvedTargets targets(PodTarget... pods) {
        Map<String, Set<IpAddress>> nodes = new java.util.HashMap<>();
        for (PodTarget pod : pods) {
            nodes.computeIfAbsent(String.valueOf(pod.node()), node -> new java.util.HashSet<>())
                    .addAll(pod.ips());
        }
        return new ResolvedTargets(List.of(pods), nodes, false);
    }

    CapturePlanner planner() {
        return new CapturePlanner(run, CaptureSettings.DEFAULT, new CapturePlanner.Cluster("default", Set.of(6443)));
    }

    ClusterFeed feed(CaptureMode mode) throws InterruptedException {
        return (ClusterFeed) capture.follow(planner().plan(cart(), mode, CaptureProgram.TCPDUMP))
                .added()
                .getFirst();
    }

    boolean isEmpty() {
        return cluster.jobs().isEmpty();
    }

    @Override
    public void close() {
        capture.close();
        client.close();
        cluster.close();
    }
}
