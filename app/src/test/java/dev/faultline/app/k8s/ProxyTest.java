package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.Reachability.Reachable;
import dev.faultline.app.k8s.Reachability.Reason;
import dev.faultline.app.k8s.Reachability.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTest {
    private static final Certificates AUTHORITY = new Certificates("authority");

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();

    private Reachability reach(String host, ApiServer server, String line) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(
                file,
                KubeconfigText.of(
                        "server: https://" + host + ":" + server.port() + "\n"
                                + KubeconfigText.data("certificate-authority-data", AUTHORITY.pem()) + line,
                        "token: t"));
        variables.put("KUBECONFIG", file.toString());
        try (KubeContexts contexts = new KubeContexts(new UserEnvironment(variables, folder), List.of())) {
            return contexts.reach(contexts.list().contexts().getFirst(), Duration.ofSeconds(10));
        }
    }

    private static ApiServer server() throws IOException {
        return new ApiServer(AUTHORITY.server("api.test"), null);
    }

    @Test
    void httpProxyOfTheKubeconfigIsUsedAndLooksTheNameUp() throws IOException {
        try (ApiServer server = server();
                TestProxy proxy = TestProxy.http("")) {
            assertThat(reach("api.test", server, "proxy-url: http://127.0.0.1:" + proxy.port()))
                    .isInstanceOf(Reachable.class);
            assertThat(proxy.asked()).contains("api.test:" + server.port());
        }
    }

    @Test
    void httpProxyGetsNameAndPassword() throws IOException {
        try (ApiServer server = server();
                TestProxy proxy = TestProxy.http("Basic dXNlcjpwYXNz")) {
            assertThat(reach("api.test", server, "proxy-url: http://user:pass@127.0.0.1:" + proxy.port()))
                    .isInstanceOf(Reachable.class);
        }
    }

    @Test
    void httpProxyThatRefusesIsToldWithItsAnswerAndNoPassword() throws IOException {
        try (ApiServer server = server();
                TestProxy proxy = TestProxy.http("Basic other")) {
            Unreachable failure =
                    (Unreachable) reach("api.test", server, "proxy-url: http://user:s3cret@127.0.0.1:" + proxy.port());
            assertThat(failure.reason()).isEqualTo(Reason.PROXY);
            assertThat(failure.detail()).contains("407");
            assertThat(failure.toString()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "user:pass, user:pass@"})
    void socksProxyIsUsed(String login, String userInfo) throws IOException {
        try (ApiServer server = server();
                TestProxy proxy = TestProxy.socks(login)) {
            assertThat(reach("api.test", server, "proxy-url: socks5://" + userInfo + "127.0.0.1:" + proxy.port()))
                    .isInstanceOf(Reachable.class);
            assertThat(proxy.asked()).contains("api.test:" + server.port());
        }
    }

    @Test
    void proxyThatIsNotThereIsTheProxysFault() throws IOException {
        int port;
        try (TestProxy proxy = TestProxy.http("")) {
            port = proxy.port();
        }
        try (ApiServer server = server()) {
            Unreachable failure = (Unreachable) reach("api.test", server, "proxy-url: http://127.0.0.1:" + port);
            assertThat(failure.reason()).isEqualTo(Reason.PROXY);
            assertThat(failure.server()).isEqualTo("http://127.0.0.1:" + port);
        }
    }

    @Test
    void proxyOfTheEnvironmentIsUsed() throws IOException {
        try (ApiServer server = server();
                TestProxy proxy = TestProxy.http("")) {
            variables.put("https_proxy", "127.0.0.1:" + proxy.port());
            assertThat(reach("api.test", server, "")).isInstanceOf(Reachable.class);
            assertThat(proxy.asked()).isNotEmpty();
        }
    }

    @Test
    void proxyOfTheEnvironmentIsNotUsedForThisHost() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null);
                TestProxy proxy = TestProxy.http("")) {
            variables.put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            assertThat(reach("127.0.0.1", server, "")).isInstanceOf(Reachable.class);
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'*', https://api.test:6443, true",
        "'api.test', https://api.test:6443, true",
        "'test', https://api.test:6443, true",
        "'.test', https://api.test:6443, true",
        "'.api.test', https://api.test:6443, false",
        "'*.test', https://api.test:6443, true",
        "'pi.test', https://api.test:6443, false",
        "'other, API.TEST', https://api.test:6443, true",
        "'api.test:6443', https://api.test:6443, true",
        "'api.test:443', https://api.test:6443, false",
        "'10.0.0.0/8', https://10.1.2.3, true",
        "'10.1.2.3', https://10.1.2.3, true",
        "'10.1.2.3:443', https://10.1.2.3, true",
        "'192.168.0.0/16', https://10.1.2.3, false",
        "'fd00::/8', 'https://[fd00::1]:6443', true",
        "'', https://localhost:6443, true",
        "'', 'https://[::1]:6443', true",
        "'', https://api.test, false"
    })
    void noProxyIsUnderstoodAsKubectlDoes(String entries, String server, boolean covered) {
        assertThat(new NoProxy(entries).covers(URI.create(server))).isEqualTo(covered);
    }
}
