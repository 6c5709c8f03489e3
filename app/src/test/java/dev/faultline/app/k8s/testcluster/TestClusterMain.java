package dev.faultline.app.k8s.testcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Keeps a [TestCluster] up, to use the program itself with: writes a kubeconfig, and makes errors in the
/// namespaces of two of its pods until its standard input ends.
///
/// Lines of its standard input are faults: `deny RIGHT`, `allow`, `gone`, `back`, `image`, `run`, `cut`.
final class TestClusterMain {
    private static final long PAUSE_MILLIS = 1500;
    private static final String PAY_SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: pay, namespace: shop}
            spec: {type: ClusterIP, clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9], ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: pay-x, namespace: shop, labels: {kubernetes.io/service-name: pay}}
            addressType: IPv4
            ports: [{port: 8080}]
            endpoints:
            - addresses: [%s]
              nodeName: worker-2
              targetRef: {kind: Pod, name: pay-5f6d8c7b9-m4t8z, namespace: shop}
            """.formatted(NetworkNamespaces.SERVER);

    private TestClusterMain() {}

    /// Runs until standard input ends.
    ///
    /// @param arguments the file to write the kubeconfig to
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (TestCluster cluster = new TestCluster();
                NetworkNamespaces network = new NetworkNamespaces()) {
            populate(cluster);
            cluster.surround("worker-1", network.client());
            cluster.surround("worker-2", network.server());
            Files.writeString(Path.of(arguments[0]), cluster.kubeconfig("kind-lab"));
            Thread errors = Thread.ofPlatform().daemon().start(() -> makeErrors(network));
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    obey(cluster, line);
                }
            }
            errors.interrupt();
            errors.join();
        }
    }

    private static void populate(TestCluster cluster) {
        for (int node = 1; node <= 3; node++) {
            cluster.addNode("worker-" + node);
        }
        cluster.addPod("shop", "cart-7d9f6b5c4-x2kqp", "worker-1", NetworkNamespaces.CLIENT, Map.of("app", "cart"));
        cluster.addPod("shop", "pay-5f6d8c7b9-m4t8z", "worker-2", NetworkNamespaces.SERVER, Map.of("app", "pay"));
        cluster.addPod("shop", "redis-0", "worker-3", "10.77.9.4", Map.of("app", "redis"));
        cluster.addPod("monitoring", "prometheus-0", "worker-3", "10.77.9.5", Map.of("app", "prometheus"));
        cluster.create(PAY_SERVICE);
    }

    private static void makeErrors(NetworkNamespaces network) {
        try {
            for (int port = 9000; !Thread.interrupted(); port++) {
                network.connectToClosedPort(port);
                network.sendToClosedPort(port);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void obey(TestCluster cluster, String line) {
        switch (line) {
            case "allow" -> cluster.allowAll();
            case "gone" -> cluster.wire().disconnect();
            case "back" -> cluster.wire().reconnect();
            case "image" -> cluster.kubelet().decide(Kubelet.Fate.IMAGE_MISSING);
            case "run" -> cluster.kubelet().decide(Kubelet.Fate.RUN);
            case "cut" -> cluster.wire().breakExec(Wire.Cut.How.RST);
            default -> cluster.deny(line.replaceFirst("deny ", ""));
        }
    }
}
