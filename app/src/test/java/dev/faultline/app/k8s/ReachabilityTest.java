package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.Reachability.Reachable;
import dev.faultline.app.k8s.Reachability.Reason;
import dev.faultline.app.k8s.Reachability.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachabilityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Certificates AUTHORITY = new Certificates("authority");

    @TempDir
    Path folder;

    private Reachability reach(String cluster, String user) throws IOException {
        return reach(cluster, user, PATIENCE);
    }

    private Reachability reach(String cluster, String user, Duration patience) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(file, KubeconfigText.of(cluster, user));
        UserEnvironment environment = new UserEnvironment(Map.of("KUBECONFIG", file.toString()), folder);
        try (KubeContexts contexts = new KubeContexts(environment, List.of())) {
            return contexts.reach(contexts.list().contexts().getFirst(), patience);
        }
    }

    private static String secure(ApiServer server) {
        return "server: https://127.0.0.1:" + server.port() + "\n"
                + KubeconfigText.data("certificate-authority-data", AUTHORITY.pem());
    }

    private static Reason reason(Reachability reachability) {
        assertThat(reachability).isInstanceOf(Unreachable.class);
        return ((Unreachable) reachability).reason();
    }

    private static String detail(Reachability reachability) {
        return ((Unreachable) reachability).detail();
    }

    @Test
    void clusterIsReachableWhenItsCertificateIsSignedByTheAuthorityInTheFile() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            Reachability reachability = reach(secure(server), "");
            assertThat(reachability).isInstanceOf(Reachable.class);
            assertThat(((Reachable) reachability).version()).isEqualTo("v1.36.2");
        }
    }

    @Test
    void clusterIsUntrustedWhenAnotherAuthoritySigned() throws IOException {
        try (ApiServer server = new ApiServer(new Certificates("stranger").server("127.0.0.1"), null)) {
            Reachability reachability = reach(secure(server), "");
            assertThat(reason(reachability)).isEqualTo(Reason.TLS_UNTRUSTED);
            assertThat(detail(reachability)).contains("issuer=CN=stranger");
        }
    }

    @Test
    void clusterIsUntrustedWhenNoAuthorityIsNamedAndTheSystemKnowsNone() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            assertThat(reason(reach("server: https://127.0.0.1:" + server.port(), "")))
                    .isEqualTo(Reason.TLS_UNTRUSTED);
        }
    }

    @Test
    void certificateThatHasExpiredIsToldWithItsDate() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.expired("127.0.0.1"), null)) {
            Reachability reachability = reach(secure(server), "");
            assertThat(reason(reachability)).isEqualTo(Reason.TLS_EXPIRED);
            assertThat(detail(reachability)).contains("notAfter=");
        }
    }

    @Test
    void certificateForAnotherNameIsToldWithItsNames() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("api.example"), null)) {
            Reachability reachability = reach(secure(server), "");
            assertThat(reason(reachability)).isEqualTo(Reason.TLS_NAME);
            assertThat(detail(reachability)).contains("api.example");
        }
    }

    @Test
    void certificateForAnotherNameWillDoWhenTheFileExpectsThatName() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("api.example"), null)) {
            assertThat(reach(secure(server) + "tls-server-name: api.example\n", ""))
                    .isInstanceOf(Reachable.class);
        }
    }

    @Test
    void certificateForTheAddressWillNotDoWhenTheFileExpectsAName() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            assertThat(reason(reach(secure(server) + "tls-server-name: api.example\n", "")))
                    .isEqualTo(Reason.TLS_NAME);
        }
    }

    @Test
    void anyCertificateWillDoWhenTheFileSaysSo() throws IOException {
        try (ApiServer server = new ApiServer(new Certificates("stranger").expired("api.example"), null)) {
            assertThat(reach("server: https://127.0.0.1:" + server.port() + "\ninsecure-skip-tls-verify: true", ""))
                    .isInstanceOf(Reachable.class);
        }
    }

    @Test
    void serverThatSpeaksPlainHttpBehindAnHttpsUrlIsATlsFailure() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInPlainText(plain));
            assertThat(reason(reach("server: https://127.0.0.1:" + plain.getLocalPort(), "")))
                    .isEqualTo(Reason.TLS);
        }
    }

    private static void answerInPlainText(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, false", "RSA, true", "EC, false", "EC, true"})
    void clientCertificateIsShownWithAKeyInEachForm(String algorithm, boolean oldForm) throws IOException {
        Certificates.Identity me = AUTHORITY.client("alice", algorithm);
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), AUTHORITY)) {
            server.know("CN=alice"::equals);
            String user = KubeconfigText.data("client-certificate-data", me.certificatePem())
                    + KubeconfigText.data("client-key-data", oldForm ? me.oldKeyPem() : me.keyPem());
            assertThat(reach(secure(server), user)).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void clientCertificateIsReadFromFilesBesideTheKubeconfig() throws IOException {
        Certificates.Identity me = AUTHORITY.client("alice", "EC");
        Files.writeString(folder.resolve("me.crt"), me.certificatePem());
        Files.writeString(
                folder.resolve("me.key"),
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n" + "-----END EC PARAMETERS-----\n" + me.oldKeyPem());
        Files.writeString(folder.resolve("ca.crt"), AUTHORITY.pem());
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), AUTHORITY)) {
            server.know("CN=alice"::equals);
            assertThat(reach(
                            "server: https://127.0.0.1:" + server.port() + "\ncertificate-authority: ca.crt",
                            "client-certificate: me.crt\nclient-key: me.key"))
                    .isInstanceOf(Reachable.class);
        }
    }

    @Test
    void tokenIsSent() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            server.know("Bearer s3cret"::equals);
            assertThat(reach(secure(server), "token: s3cret")).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void tokenFileWinsOverAToken() throws IOException {
        Files.writeString(folder.resolve("token"), "fresh\n");
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            server.know("Bearer fresh"::equals);
            assertThat(reach(secure(server), "token: stale\ntokenFile: token")).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void nameAndPasswordAreSent() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            server.know("Basic YWxpY2U6cGFzcw=="::equals);
            assertThat(reach(secure(server), "username: alice\npassword: pass")).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void userWhomTheServerDoesNotKnowIsUnauthorizedAndHisTokenIsNotTold() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            server.know("Bearer right"::equals);
            Reachability reachability = reach(secure(server), "token: wr0ng-s3cret");
            assertThat(reason(reachability)).isEqualTo(Reason.UNAUTHORIZED);
            assertThat(reachability.toString()).doesNotContain("wr0ng-s3cret");
        }
    }

    @ParameterizedTest
    @CsvSource({"403, FORBIDDEN", "500, SERVER_ERROR", "503, SERVER_ERROR", "404, NOT_KUBERNETES"})
    void statusOfTheServerIsToldWithItsMessage(int status, Reason reason) throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            server.status(status);
            Reachability reachability = reach(secure(server), "token: t");
            assertThat(reason(reachability)).isEqualTo(reason);
            assertThat(detail(reachability)).isEqualTo(status + " not for you");
        }
    }

    @Test
    void somethingElseThatAnswersIsNoCluster() throws IOException {
        try (ApiServer server = new ApiServer(AUTHORITY.server("127.0.0.1"), null)) {
            server.version("<html>It works!</html>");
            assertThat(reason(reach(secure(server), ""))).isEqualTo(Reason.NOT_KUBERNETES);
        }
    }

    @Test
    void portWithNobodyThereIsRefused() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(reason(reach("server: https://127.0.0.1:" + port, ""))).isEqualTo(Reason.REFUSED);
    }

    @Test
    void nameWithNoAddressIsADnsFailure() throws IOException {
        assertThat(reason(reach("server: https://no-such-host.invalid", ""))).isEqualTo(Reason.DNS);
    }

    @Test
    void serverThatNeverAnswersTimesOutWithinThePatience() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Reachability reachability =
                    reach("server: https://127.0.0.1:" + silent.getLocalPort(), "", Duration.ofMillis(500));
            assertThat(reason(reachability)).isEqualTo(Reason.TIMEOUT);
            assertThat(reachability.took()).isBetween(Duration.ofMillis(400), Duration.ofSeconds(4));
        }
    }

    @Test
    void fileThatTheKubeconfigNamesAndIsNotThereIsToldWithItsLine() throws IOException {
        Reachability reachability =
                reach("server: https://127.0.0.1:1\ncertificate-authority: nowhere.crt", "token: t");
        assertThat(reason(reachability)).isEqualTo(Reason.BAD_KUBECONFIG);
        assertThat(((Unreachable) reachability).server()).endsWith("config:11");
        assertThat(detail(reachability)).contains("nowhere.crt");
    }

    @Test
    void keyThatIsDamagedIsToldWithoutAWordOfIt() throws IOException {
        Certificates.Identity me = AUTHORITY.client("alice", "RSA");
        String key = me.keyPem().replace("\nMII", "\nMIJ");
        Reachability reachability = reach(
                "server: https://127.0.0.1:1",
                KubeconfigText.data("client-certificate-data", me.certificatePem())
                        + KubeconfigText.data("client-key-data", key));
        assertThat(reason(reachability)).isEqualTo(Reason.BAD_KUBECONFIG);
        assertThat(detail(reachability)).isEqualTo("InvalidKeySpecException");
    }

    @Test
    void providerThatKubectlNoLongerHasIsNamed() throws IOException {
        Reachability reachability = reach("server: https://127.0.0.1:1", "auth-provider: {name: gcp}");
        assertThat(reason(reachability)).isEqualTo(Reason.BAD_KUBECONFIG);
        assertThat(detail(reachability)).contains("gcp");
    }
}
