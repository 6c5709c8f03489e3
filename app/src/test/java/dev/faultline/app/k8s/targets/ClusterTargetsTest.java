package dev.faultline.app.k8s.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.engine.common.IpAddress;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterTargetsTest {
    private static final long PATIENCE = 60;

    private final BlockingQueue<TargetSnapshot> told = new LinkedBlockingQueue<>();
    private TestCluster cluster;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        cluster = new TestCluster();
        client = cluster.client();
        cluster.addNode("n1");
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    private ClusterTargets targets() {
        ClusterTargets targets = new ClusterTargets(client, "shop", Duration.ofMillis(500), Duration.ofSeconds(2));
        targets.listen(told::add);
        return targets;
    }

    private void addCart(String name, String ip) {
        cluster.addPod("shop", name, "n1", ip, Map.of("app", "cart"));
    }

    private TargetSnapshot await(Predicate<TargetSnapshot> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        TargetSnapshot last = null;
        while (System.nanoTime() < deadline) {
            TargetSnapshot next = told.poll(1, TimeUnit.SECONDS);
            if (next != null && wanted.test(next)) {
                return next;
            }
            last = next == null ? last : next;
        }
        throw new AssertionError("not seen: " + (last == null ? "nothing told" : last.states()));
    }

    private static boolean hasPods(TargetSnapshot snapshot, String... names) {
        return snapshot.pods().stream().map(Target::name).toList().equals(List.of(names));
    }

    private static boolean isConnected(TargetSnapshot snapshot) {
        return snapshot.states().values().stream().allMatch(WatchState.Connected.class::isInstance)
                && !snapshot.states().isEmpty();
    }

    @Test
    void podsComeAndGoAsInTheCluster() throws InterruptedException {
        addCart("cart-1", "10.0.0.1");
        try (ClusterTargets targets = targets()) {
            await(snapshot -> hasPods(snapshot, "cart-1") && isConnected(snapshot));
            addCart("cart-2", "10.0.0.2");
            TargetSnapshot both = await(snapshot -> hasPods(snapshot, "cart-1", "cart-2")
                    && !snapshot.at(IpAddress.parse("10.0.0.2")).isEmpty());
            assertThat(both.pods().getFirst().node()).isEqualTo("n1");
            cluster.inside().pods().inNamespace("shop").withName("cart-1").delete();
            await(snapshot -> hasPods(snapshot, "cart-2"));
            assertThat(targets.snapshot().pods()).hasSize(1);
        }
    }

    @Test
    void podOfAnOperatorBelongsToWhatOwnsIt() throws InterruptedException {
        for (String kind : List.of("Cluster", "Node")) {
            cluster.inside()
                    .pods()
                    .resource(new PodBuilder()
                            .withNewMetadata()
                            .withName(kind.toLowerCase(Locale.ROOT) + "-1")
                            .withNamespace("shop")
                            .addNewOwnerReference()
                            .withApiVersion("postgresql.cnpg.io/v1")
                            .withKind(kind)
                            .withName("db")
                            .withUid("u1")
                            .withController(true)
                            .endOwnerReference()
                            .endMetadata()
                            .build())
                    .create();
        }
        try (ClusterTargets targets = targets()) {
            TargetSnapshot snapshot = await(all -> hasPods(all, "cluster-1", "node-1"));
            TargetRef owner = TargetRef.custom("Cluster", "shop", "db");
            assertThat(snapshot.pods().getFirst().workload()).isEqualTo(owner);
            assertThat(snapshot.podsOf(owner)).extracting(Target::name).containsExactly("cluster-1");
            assertThat(snapshot.pods().getLast().workload()).isNull(); // a static pod
            assertThat(targets.snapshot().find(owner)).isInstanceOf(WorkloadTarget.class);
        }
    }

    private void addPodOfReplicaSet(String name, String hashLabel) {
        cluster.inside()
                .pods()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name + "-6b7-x")
                        .withNamespace("shop")
                        .addToLabels(hashLabel, "6b7")
                        .addNewOwnerReference()
                        .withKind("ReplicaSet")
                        .withName(name + "-6b7")
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();
    }

    @Test
    void podOfARolloutBelongsToItAsToADeployment() throws InterruptedException {
        addPodOfReplicaSet("pay", "rollouts-pod-template-hash");
        try (ClusterTargets targets = targets()) {
            TargetSnapshot snapshot = await(now -> hasPods(now, "pay-6b7-x"));
            TargetRef rollout = TargetRef.custom("Rollout", "shop", "pay");
            assertThat(snapshot.podsOf(rollout)).hasSize(1);
            assertThat(rollout).hasToString("Rollout shop/pay");
            assertThat(targets).isNotNull();
        }
    }

    @Test
    void podBelongsToTheDeploymentOfItsReplicaSet() throws InterruptedException {
        addPodOfReplicaSet("cart", "pod-template-hash");
        try (ClusterTargets targets = targets()) {
            TargetSnapshot snapshot = await(now -> hasPods(now, "cart-6b7-x"));
            TargetRef deployment = new TargetRef(TargetKind.DEPLOYMENT, "shop", "cart");
            assertThat(snapshot.podsOf(deployment)).hasSize(1);
            assertThat(snapshot.workloads()).extracting(WorkloadTarget::ref).contains(deployment);
            assertThat(targets).isNotNull();
        }
    }

    @Test
    void serviceIsKnownWithWhatIsBehindIt() throws InterruptedException {
        addCart("cart-1", "10.0.0.1");
        cluster.create("""
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop}
                spec: {type: ClusterIP, clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9], ports: [{port: 80}]}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: cart-x, namespace: shop, labels: {kubernetes.io/service-name: cart}}
                addressType: IPv4
                ports: [{port: 8080}]
                endpoints:
                - addresses: [10.0.0.1]
                  nodeName: n1
                  targetRef: {kind: Pod, name: cart-1, namespace: shop}
                """);
        try (ClusterTargets targets = targets()) {
            TargetRef service = new TargetRef(TargetKind.SERVICE, "shop", "cart");
            TargetSnapshot snapshot = await(now -> !now.podsOf(service).isEmpty());
            assertThat(snapshot.at(IpAddress.parse("10.96.0.9")))
                    .extracting(Target::ref)
                    .containsExactly(service);
            assertThat(snapshot.services().getFirst().backends().getFirst().ports())
                    .containsExactly(8080);
            assertThat(targets).isNotNull();
        }
    }

    @Test
    void rightsInOneNamespaceAreEnoughForIt() throws InterruptedException {
        addCart("cart-1", "10.0.0.1");
        cluster.addPod("other", "noise", "n1", "10.0.9.9", Map.of());
        cluster.deny("list pods ");
        cluster.deny("list namespaces");
        cluster.deny("list nodes");
        try (ClusterTargets targets = targets()) {
            TargetSnapshot snapshot = await(now -> hasPods(now, "cart-1")
                    && now.state(TargetKind.POD) instanceof WatchState.Connected
                    && now.state(TargetKind.NODE) instanceof WatchState.Forbidden
                    && now.state(TargetKind.NAMESPACE) instanceof WatchState.Forbidden);
            assertThat(snapshot.state(TargetKind.POD)).isEqualTo(new WatchState.Connected(List.of("shop")));
            assertThat(snapshot.namespaces()).extracting(Target::name).containsExactly("shop");
            assertThat(snapshot.nodes()).extracting(Target::name).containsExactly("n1");
            assertThat(snapshot.nodes().getFirst().listed()).isFalse();
            assertThat(targets).isNotNull();
        }
    }

    @Test
    void whatMayNotBeListedAnywhereIsSaidSo() throws InterruptedException {
        cluster.deny("list pods");
        try (ClusterTargets targets = targets()) {
            TargetSnapshot snapshot = await(now -> now.state(TargetKind.POD) instanceof WatchState.Forbidden forbidden
                    && forbidden.namespaces().equals(List.of("shop")));
            assertThat(snapshot.pods()).isEmpty();
            assertThat(targets).isNotNull();
        }
    }

    @Test
    void whatIsKnownStaysAndIsStaleWhileTheServerIsGoneAndIsRightWhenItIsBack() throws InterruptedException {
        addCart("cart-1", "10.0.0.1");
        addCart("cart-2", "10.0.0.2");
        try (ClusterTargets targets = targets()) {
            await(now -> hasPods(now, "cart-1", "cart-2") && isConnected(now));
            cluster.wire().disconnect();
            TargetSnapshot stale = await(now -> now.state(TargetKind.POD) instanceof WatchState.Stale);
            assertThat(hasPods(stale, "cart-1", "cart-2")).isTrue();
            cluster.inside().pods().inNamespace("shop").withName("cart-1").delete();
            cluster.wire().reconnect();
            await(now -> hasPods(now, "cart-2") && isConnected(now));
            assertThat(targets).isNotNull();
        }
    }

    @Test
    void watchThatTheServerNoLongerKnowsIsListedAnew() throws InterruptedException {
        addCart("cart-1", "10.0.0.1");
        try (ClusterTargets targets = targets()) {
            await(now -> hasPods(now, "cart-1") && isConnected(now));
            cluster.expireWatches();
            addCart("cart-3", "10.0.0.3");
            await(now -> hasPods(now, "cart-1", "cart-3") && isConnected(now));
            assertThat(targets).isNotNull();
        }
    }
}
