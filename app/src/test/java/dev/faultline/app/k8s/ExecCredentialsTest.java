package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.k8s.Reachability.Reachable;
import dev.faultline.app.k8s.Reachability.Reason;
import dev.faultline.app.k8s.Reachability.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Plugins here are shell scripts.
@DisabledOnOs(OS.WINDOWS)
class ExecCredentialsTest {
    private static final String TOKEN = """
            echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
                   "status": {"token": "'$1'"}}'
            """;

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void plainSurroundings() {
        variables.put("PATH", "/usr/bin:/bin");
        variables.put("SHELL", "/bin/sh");
        variables.put("HOME", folder.toString());
    }

    private Path script(String path, String body) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private KubeContexts contexts(ApiServer server, String exec) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(
                file,
                KubeconfigText.of(
                        "server: http://127.0.0.1:" + server.port(),
                        "exec:\n  apiVersion: client.authentication.k8s.io/v1\n" + exec.indent(2)));
        variables.put("KUBECONFIG", file.toString());
        return new KubeContexts(new UserEnvironment(variables, folder), List.of());
    }

    private Reachability reach(ApiServer server, String exec) throws IOException {
        try (KubeContexts contexts = contexts(server, exec)) {
            return contexts.reach(contexts.list().contexts().getFirst(), Duration.ofSeconds(10));
        }
    }

    private static Unreachable failure(Reachability reachability) {
        assertThat(reachability).isInstanceOf(Unreachable.class);
        return (Unreachable) reachability;
    }

    @Test
    void pluginBesideTheKubeconfigMakesTheToken() throws IOException {
        script("plugin", TOKEN);
        try (ApiServer server = new ApiServer(null, null)) {
            server.know("Bearer made"::equals);
            assertThat(reach(server, "command: ./plugin\nargs: [made]")).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void pluginIsFoundWhereOnlyTheLoginShellLooks() throws IOException {
        script("hidden/cloud-login", TOKEN);
        Files.writeString(folder.resolve(".profile"), "PATH=$PATH:" + folder.resolve("hidden") + "\necho welcome\n");
        try (ApiServer server = new ApiServer(null, null)) {
            server.know("Bearer made"::equals);
            assertThat(reach(server, "command: cloud-login\nargs: [made]")).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void pluginIsFoundInAUsualFolderWhenTheShellDoesNotTell() throws IOException {
        script("google-cloud-sdk/bin/cloud-login", TOKEN);
        variables.put("SHELL", script("broken-shell", "exit 1").toString());
        try (ApiServer server = new ApiServer(null, null)) {
            server.know("Bearer made"::equals);
            assertThat(reach(server, "command: cloud-login\nargs: [made]")).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void programsThatThePluginStartsAreFoundTheSameWay() throws IOException {
        script(".local/bin/helper-of-login", "echo helped");
        script("plugin", "set -- $(helper-of-login)\n" + TOKEN);
        try (ApiServer server = new ApiServer(null, null)) {
            server.know("Bearer helped"::equals);
            assertThat(reach(server, "command: ./plugin")).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void missingPluginIsNamedWithItsHint() throws IOException {
        try (ApiServer server = new ApiServer(null, null)) {
            Unreachable failure =
                    failure(reach(server, "command: no-such-login\ninstallHint: get it at https://login.example"));
            assertThat(failure.reason()).isEqualTo(Reason.PLUGIN_MISSING);
            assertThat(failure.server()).isEqualTo("no-such-login");
            assertThat(failure.detail()).isEqualTo("get it at https://login.example");
        }
    }

    @Test
    void pluginThatFailsIsToldWithWhatItSaid() throws IOException {
        script("plugin", "echo 'session has expired, log in again' >&2; exit 3");
        try (ApiServer server = new ApiServer(null, null)) {
            Unreachable failure = failure(reach(server, "command: ./plugin"));
            assertThat(failure.reason()).isEqualTo(Reason.PLUGIN_FAILED);
            assertThat(failure.detail()).isEqualTo("exit 3\nsession has expired, log in again");
        }
    }

    @Test
    void tokenInTheComplaintOfAPluginIsNotTold() throws IOException {
        script("plugin", "echo 'bad token eyJhbGciOi.eyJzdWIiOi.c2ln' >&2; exit 1");
        try (ApiServer server = new ApiServer(null, null)) {
            assertThat(failure(reach(server, "command: ./plugin")).detail())
                    .contains("bad token")
                    .doesNotContain("eyJ");
        }
    }

    @Test
    void pluginThatPrintsSomethingElseHasFailedAndItIsNotTold() throws IOException {
        script("plugin", "echo s3cret");
        try (ApiServer server = new ApiServer(null, null)) {
            Unreachable failure = failure(reach(server, "command: ./plugin"));
            assertThat(failure.reason()).isEqualTo(Reason.PLUGIN_FAILED);
            assertThat(failure.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void pluginThatNeedsATerminalIsNotRun() throws IOException {
        script("plugin", "touch $HOME/ran\n" + TOKEN);
        try (ApiServer server = new ApiServer(null, null)) {
            assertThat(failure(reach(server, "command: ./plugin\ninteractiveMode: Always"))
                            .reason())
                    .isEqualTo(Reason.PLUGIN_FAILED);
            assertThat(folder.resolve("ran")).doesNotExist();
        }
    }

    @Test
    void pluginGetsItsEnvironmentAndTheCluster() throws IOException {
        script("plugin", "echo \"$KUBERNETES_EXEC_INFO\" > $HOME/info\nset -- $MINE\n" + TOKEN);
        try (ApiServer server = new ApiServer(null, null)) {
            server.know("Bearer own"::equals);
            Reachability reachability =
                    reach(server, "command: ./plugin\nprovideClusterInfo: true\nenv:\n- name: MINE\n  value: own\n");
            assertThat(reachability).isInstanceOf(Reachable.class);
            assertThat(folder.resolve("info"))
                    .content()
                    .contains("\"interactive\":false", "\"server\":\"http://127.0.0.1:" + server.port());
        }
    }

    @Test
    void pluginRunsOnceForManyRequests() throws IOException {
        script("plugin", "echo x >> $HOME/runs\n" + TOKEN);
        try (ApiServer server = new ApiServer(null, null);
                KubeContexts contexts = contexts(server, "command: ./plugin\nargs: [made]");
                ClusterConnection connection =
                        contexts.connect(contexts.list().contexts().getFirst())) {
            connection.probe(Duration.ofSeconds(10));
            connection.probe(Duration.ofSeconds(10));
            assertThat(folder.resolve("runs")).content().hasLineCount(1);
        }
    }

    @Test
    void pluginRunsAgainWhenItsTokenIsRefused() throws IOException {
        script("plugin", "echo x >> $HOME/runs\nset -- $(wc -l < $HOME/runs)\n" + TOKEN);
        try (ApiServer server = new ApiServer(null, null);
                KubeContexts contexts = contexts(server, "command: ./plugin");
                ClusterConnection connection =
                        contexts.connect(contexts.list().contexts().getFirst())) {
            server.know("Bearer 2"::equals);
            assertThat(connection.probe(Duration.ofSeconds(10))).isInstanceOf(Reachable.class);
        }
    }

    @Test
    void pluginThatFailedIsNotAskedAgainAtOnceButForARetry() throws IOException {
        script("plugin", "echo x >> $HOME/runs; exit 1");
        try (ApiServer server = new ApiServer(null, null);
                KubeContexts contexts = contexts(server, "command: ./plugin");
                ClusterConnection connection =
                        contexts.connect(contexts.list().contexts().getFirst())) {
            connection.probe(Duration.ofSeconds(10));
            assertThatThrownBy(() -> connection.client().getKubernetesVersion()).isNotNull();
            assertThat(folder.resolve("runs")).content().hasLineCount(1);
            connection.probe(Duration.ofSeconds(10));
            assertThat(folder.resolve("runs")).content().hasLineCount(2);
        }
    }
}
