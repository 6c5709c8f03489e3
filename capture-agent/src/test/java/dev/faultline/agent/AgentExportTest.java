package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.faultline.agent.telemetry.OtlpEndpoint;
import dev.faultline.agent.telemetry.OtlpReceiver;
import dev.faultline.agent.telemetry.Telemetry;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an agent finds, at an OTLP receiver.
@Timeout(120)
class AgentExportTest {
    private static final String SECRET = "s3cret";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void kill() {
        processes.forEach(Process::destroyForcibly);
    }

    /// Analyses a capture as an agent does, to the end.
    ///
    /// @return what was found
    private static List<Finding> export(Path capture, OtlpReceiver receiver, List<String> said) throws Exception {
        PlayedSource source = PlayedSource.of(capture);
        RunningCapture running = new RunningCapture(
                new RunningCapture.Plan(
                        "instance-1", Limits.DEFAULT, Duration.ofSeconds(10), AgentBudget.DEFAULT, Path.of("none")),
                source,
                null);
        AgentFacts facts = new AgentFacts("test", "instance-1", "host", 1);
        Telemetry.Targets targets = new Telemetry.Targets(OtlpEndpoint.of(receiver.url(), Map.of()), null);
        try (Telemetry telemetry = Objects.requireNonNull(AgentTelemetry.start(targets, facts, running, said::add))) {
            assertThat(telemetry).isNotNull();
            source.awaitPlayed();
            running.stop();
        }
        return running.journal().since(0, Integer.MAX_VALUE).stream()
                .map(FindingJournal.Entry::finding)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"syn-refused", "http-5xx", "icmp-host-unreachable", "healthy-http"})
    void receiverHasWhatTheAnalysisFoundOfNoticeAndAbove(String name) throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            List<Finding> found = export(Path.of("../lab/captures/" + name + ".pcap"), receiver, new ArrayList<>());

            assertThat(receiver.logs().stream()
                            .map(log -> OtlpReceiver.plain(log.getAttributesList()))
                            .map(log -> log.get("faultline.finding.id") + " " + log.get("faultline.kind") + " "
                                    + log.get("faultline.severity")))
                    .containsExactlyInAnyOrderElementsOf(found.stream()
                            .filter(finding -> finding.severity().compareTo(Severity.NOTICE) >= 0)
                            .map(finding -> finding.id() + " " + finding.kind().id() + " "
                                    + finding.severity().id())
                            .toList());
            assertThat(receiver.logs().isEmpty()).isEqualTo(name.startsWith("healthy"));
        }
    }

    private static List<Path> capturesWithSecrets() throws IOException {
        List<Path> captures = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("..", "lab", "servers"))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".pcap")
                        && Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET)) {
                    captures.add(file);
                }
            }
        }
        assertThat(captures).hasSizeGreaterThan(2);
        return captures;
    }

    /// In the captures of the lab's servers every password and many a value is the word that is looked for here.
    @ParameterizedTest
    @MethodSource("capturesWithSecrets")
    void secretsReachNoReceiver(Path capture) throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            List<String> said = new ArrayList<>();
            export(capture, receiver, said);

            assertThat(receiver.got()).isNotEmpty();
            assertThat(receiver.got())
                    .noneMatch(request -> request.plain()
                            .toString(StandardCharsets.ISO_8859_1)
                            .contains(SECRET));
            assertThat(said).noneMatch(line -> line.contains(SECRET));
        }
    }

    @Test
    void requestLinesReachNoReceiver() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            export(Path.of("../lab/captures/http-no-response.pcap"), receiver, new ArrayList<>());

            assertThat(receiver.logs()).isNotEmpty();
            assertThat(receiver.logs().toString()).contains("http").doesNotContain("GET", "/slow");
        }
    }

    private Process agent(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + folder.resolve("classes"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName(),
                "run",
                "--socket",
                folder.resolve("own").resolve("socket").toString(),
                "--interface",
                "lo"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(folder.resolve("said").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private void awaitSaid(Process agent, String words) throws IOException, InterruptedException {
        while (!said().contains(words)) {
            if (said().contains("may not capture")) {
                abort(said());
            }
            assertThat(agent.waitFor(50, TimeUnit.MILLISECONDS)).as(said()).isFalse();
        }
    }

    private static void refuse() throws IOException {
        try {
            new Socket(InetAddress.getLoopbackAddress(), 1).close();
        } catch (ConnectException expected) {
            assertThat(expected).isNotNull();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void agentTellsAReceiverThatComesLaterButNotOfItsOwnTries() throws Exception {
        int port;
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            port = receiver.port();
        }
        Path metrics = folder.resolve("faultline.prom");
        Process agent = agent(
                Map.of(
                        "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20s3cret",
                        "OTEL_RESOURCE_ATTRIBUTES", "k8s.node.name=worker-1"),
                "--otlp",
                "http://127.0.0.1:" + port,
                "--metrics",
                metrics.toString());
        awaitSaid(agent, "captures;");
        awaitSaid(agent, "do not reach");
        try (OtlpReceiver receiver = new OtlpReceiver(port, null)) {
            refuse();

            // Others may use the loopback interface, too.
            assertThat(receiver.await(() -> told(receiver).contains("tcp.connect.refused 1")))
                    .isTrue();
            assertThat(told(receiver)).noneMatch(log -> log.endsWith(" " + port));
            assertThat(OtlpReceiver.plain(receiver.sender().getAttributesList()))
                    .containsEntry("k8s.node.name", "worker-1");
            assertThat(receiver.got().getLast().headers()).containsEntry("Authorization", List.of("Bearer s3cret"));
            assertThat(Files.readString(metrics)).contains("# TYPE faultline_capture_packets_total counter");
            agent.destroy();
            assertThat(agent.waitFor(40, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(metrics).doesNotExist();
        assertThat(said()).doesNotContain(SECRET, "io.opentelemetry");
    }

    private static List<String> told(OtlpReceiver receiver) {
        return receiver.logs().stream()
                .map(log -> OtlpReceiver.plain(log.getAttributesList()))
                .map(log -> log.get("faultline.kind") + " " + log.get("destination.port"))
                .toList();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingOfItIsLoadedUnlessItIsAskedFor() throws Exception {
        Process agent = agent(Map.of());
        awaitSaid(agent, "captures;");
        agent.destroy();

        assertThat(agent.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("classes")))
                .contains("dev.faultline.agent.RunCommand")
                .doesNotContain("io.opentelemetry", "io.prometheus", "java.net.http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector:4317", "http://me:s3cret@collector:4318"})
    void wrongUrlIsWrongUsage(String url) throws Exception {
        Process agent = agent(Map.of(), "--otlp", url);

        assertThat(agent.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isEqualTo(2);
        assertThat(said()).contains("--otlp: ").doesNotContain(SECRET);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fileThatCannotBeWrittenEndsTheAgent() throws Exception {
        Process agent = agent(
                Map.of(), "--metrics", folder.resolve("none/faultline.prom").toString());

        assertThat(agent.waitFor(40, TimeUnit.SECONDS)).isTrue();
        if (said().contains("may not capture")) {
            abort(said());
        }
        assertThat(agent.exitValue()).isEqualTo(1);
        assertThat(said()).contains(folder.resolve("none").toString());
        assertThat(folder.resolve("own"))
                .satisfiesAnyOf(
                        own -> assertThat(own).doesNotExist(),
                        own -> assertThat(own).isEmptyDirectory());
    }
}
