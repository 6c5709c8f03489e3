package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeContextsTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private KubeContexts contexts(Path... files) {
        String kubeconfig = String.join(
                File.pathSeparator, List.of(files).stream().map(Path::toString).toList());
        Map<String, String> variables = files.length == 0 ? Map.of() : Map.of("KUBECONFIG", kubeconfig);
        return new KubeContexts(new UserEnvironment(variables, folder), List.of());
    }

    private static String named(String context, String cluster, String server) {
        return """
                contexts: [{name: %s, context: {cluster: %s}}]
                clusters: [{name: %s, cluster: {server: "%s"}}]
                """.formatted(context, cluster, cluster, server);
    }

    @Test
    void defaultFileIsReadWhenNoOtherIsNamed() throws IOException {
        write(".kube/config", named("home", "c", "https://home"));
        try (KubeContexts contexts = contexts()) {
            assertThat(contexts.list().contexts()).extracting(KubeContext::name).containsExactly("home");
        }
    }

    @Test
    void namespaceIsDefaultWhereTheFileNamesNone() throws IOException {
        try (KubeContexts contexts = contexts(write("a", named("x", "c", "https://a")))) {
            assertThat(contexts.list().contexts().getFirst().namespace()).isEqualTo("default");
        }
    }

    @Test
    void firstFileThatDefinesAnEntryWinsWholly() throws IOException {
        Path first = write("a", named("x", "c", "https://first"));
        Path second = write("b", """
                contexts: [{name: x, context: {cluster: other, namespace: late}}, {name: y, context: {cluster: c}}]
                clusters: [{name: c, cluster: {server: "https://second", tls-server-name: late}}]
                """);
        try (KubeContexts contexts = contexts(first, second)) {
            assertThat(contexts.list().contexts())
                    .containsExactly(
                            new KubeContext("x", first, "c", "", "default", "https://first"),
                            new KubeContext("y", second, "c", "", "default", "https://first"));
        }
    }

    @Test
    void firstFileThatSetsACurrentContextWins() throws IOException {
        Path first = write("a", named("x", "c", "https://a"));
        Path second = write("b", "current-context: x\n");
        Path third = write("c", named("y", "d", "https://b") + "current-context: y\n");
        try (KubeContexts contexts = contexts(first, second, third)) {
            assertThat(contexts.list().current()).extracting(KubeContext::name).isEqualTo("x");
        }
    }

    @Test
    void filesThatAreNotThereAreLeftOut() throws IOException {
        Path first = folder.resolve("missing");
        Path second = write("b", named("x", "c", "https://a"));
        try (KubeContexts contexts = contexts(first, second)) {
            assertThat(contexts.list().contexts()).hasSize(1);
            assertThat(contexts.list().problems()).isEmpty();
        }
    }

    @Test
    void filesAddedByHandKeepTheirOwnClusters() throws IOException {
        Path first = write("a", named("x", "c", "https://first"));
        Path added = write("b", named("x", "c", "https://second"));
        try (KubeContexts contexts = contexts(first)) {
            contexts.add(added);
            assertThat(contexts.list().contexts())
                    .extracting(KubeContext::server)
                    .containsExactly("https://first", "https://second");
        }
    }

    @Test
    void damagedFileIsToldWithLineAndColumnAndTheOthersStillCount() throws IOException {
        Path good = write("a", named("x", "c", "https://a"));
        Path bad = write("b", "contexts:\n- name: y\n  token: \"s3cret\n");
        try (KubeContexts contexts = contexts(bad, good)) {
            assertThat(contexts.list().contexts()).hasSize(1);
            KubeconfigProblem problem = contexts.list().problems().getFirst();
            assertThat(problem.file()).isEqualTo(bad);
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void entryWithoutANameIsToldWithItsLine() throws IOException {
        Path file = write("a", "contexts:\n- context: {cluster: c}\n- name: x\n  context: {cluster: c}\n");
        try (KubeContexts contexts = contexts(file)) {
            assertThat(contexts.list().contexts()).extracting(KubeContext::name).containsExactly("x");
            assertThat(contexts.list().problems().getFirst().line()).isEqualTo(2);
        }
    }

    @Test
    void emptyFileHasNoContextsAndNoProblem() throws IOException {
        try (KubeContexts contexts = contexts(write("a", ""))) {
            assertThat(contexts.list()).isEqualTo(new ContextList(List.of(), null, List.of()));
        }
    }

    @Test
    void jsonIsUnderstoodToo() throws IOException {
        Path file = write(
                "a",
                "{\"contexts\": [{\"name\": \"x\", \"context\": {\"cluster\": \"c\"}}],"
                        + " \"clusters\": [{\"name\": \"c\", \"cluster\": {\"server\": \"https://a\"}}]}");
        try (KubeContexts contexts = contexts(file)) {
            assertThat(contexts.list().contexts().getFirst().server()).isEqualTo("https://a");
        }
    }

    @Test
    void changeOfAFileIsToldByItself() throws IOException, InterruptedException {
        Path file = write("a", named("x", "c", "https://a"));
        BlockingQueue<ContextList> told = new LinkedBlockingQueue<>();
        try (KubeContexts contexts = contexts(file)) {
            contexts.listen(told::add);
            write("a", named("renamed", "c", "https://a"));
            ContextList now = told.poll(20, TimeUnit.SECONDS);
            assertThat(now).isNotNull();
            assertThat(now.contexts()).extracting(KubeContext::name).containsExactly("renamed");
        }
    }

    @Test
    void fileThatAppearsLaterIsNoticed() throws IOException {
        try (KubeContexts contexts = contexts(folder.resolve("later"))) {
            write("later", named("x", "c", "https://a"));
            contexts.check();
            assertThat(contexts.list().contexts()).hasSize(1);
        }
    }

    @Test
    void filesAreNeverWritten() throws IOException {
        String text = KubeconfigText.of("server: https://127.0.0.1:1", "token: t");
        Path file = write("a", text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        try (KubeContexts contexts = contexts(file)) {
            contexts.reach(contexts.list().contexts().getFirst(), Duration.ofSeconds(2));
            assertThat(file).hasContent(text.strip());
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(Instant.EPOCH));
        }
    }

    @Test
    void contextWithoutAClusterIsListedAndCannotBeReached() throws IOException {
        Path file = write("a", "contexts:\n- name: x\n  context:\n    cluster: nowhere\n");
        try (KubeContexts contexts = contexts(file)) {
            KubeContext context = contexts.list().contexts().getFirst();
            assertThat(context.server()).isEmpty();
            Reachability.Unreachable reachability =
                    (Reachability.Unreachable) contexts.reach(context, Duration.ofSeconds(2));
            assertThat(reachability.reason()).isEqualTo(Reachability.Reason.BAD_KUBECONFIG);
            assertThat(reachability.server()).endsWith("a:4");
        }
    }
}
