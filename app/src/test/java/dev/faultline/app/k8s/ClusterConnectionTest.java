package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConnectionTest {
    @TempDir
    Path folder;

    private KubeContexts contexts(String text) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(file, text);
        return new KubeContexts(new UserEnvironment(Map.of("KUBECONFIG", file.toString()), folder), List.of());
    }

    @Test
    void clientIsTheJdksAlthoughAnotherIsAtHand() throws IOException {
        try (KubeContexts contexts = contexts(KubeconfigText.of("server: http://127.0.0.1:1", ""));
                ClusterConnection connection =
                        contexts.connect(contexts.list().contexts().getFirst())) {
            assertThat(connection.client().getHttpClient().getClass().getName())
                    .isEqualTo("io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl");
        }
    }

    @Test
    void requestsGoToTheNamespaceOfTheContext() throws IOException {
        try (TestCluster cluster = new TestCluster();
                KubeContexts contexts = contexts(KubeconfigText.of("server: " + cluster.address(), "token: t"));
                ClusterConnection connection =
                        contexts.connect(contexts.list().contexts().getFirst())) {
            cluster.addPod("shop", "cart", "n1", "10.0.0.1", Map.of());
            cluster.addPod("other", "noise", "n1", "10.0.0.2", Map.of());
            assertThat(connection.client().pods().list().getItems())
                    .extracting(pod -> pod.getMetadata().getName())
                    .containsExactly("cart");
        }
    }

    @Test
    void impersonationIsSentWithEachRequest() throws IOException {
        try (ApiServer server = new ApiServer(null, null);
                KubeContexts contexts = contexts(KubeconfigText.of(
                        "server: http://127.0.0.1:" + server.port(),
                        "token: t\nas: bob\nas-uid: \"7\"\nas-groups: [ops]"));
                ClusterConnection connection =
                        contexts.connect(contexts.list().contexts().getFirst())) {
            connection.probe(Duration.ofSeconds(10));
            assertThat(server.headers("Impersonate-User")).containsOnly("bob");
            assertThat(server.headers("Impersonate-Uid")).containsOnly("7");
            assertThat(server.headers("Impersonate-Group")).containsOnly("ops");
        }
    }
}
