package dev.faultline.app.cli;

import static dev.faultline.app.cli.CommandLineRun.lab;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What `analyze` prints of the lab's captures.
class AnalyzeFindingsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String REFUSED = lab("syn-refused.pcap");

    @Test
    void everyRefusedConnectionIsAFinding() {
        List<JsonNode> findings = findings("analyze", "--format", "jsonl", REFUSED);

        assertThat(findings)
                .extracting(f -> f.get("kind").asString() + " " + f.get("src").get("port") + " to "
                        + f.get("dst").get("port") + " stream "
                        + f.get("stream").get("tcp") + " frames " + f.get("frames"))
                .containsExactly(
                        "tcp.connect.refused 40101 to 9001 stream 0 frames [3,4]",
                        "tcp.connect.refused 40102 to 9002 stream 1 frames [5,6]",
                        "tcp.connect.refused 40103 to 9003 stream 2 frames [7,8]");
    }

    @Test
    void findingsHaveTheSameIdsAtEveryRun() {
        assertThat(ids("analyze", "--format", "jsonl", REFUSED))
                .isEqualTo(ids("analyze", "--format", "jsonl", "--threads", "1", REFUSED))
                .hasSize(3);
    }

    @Test
    void icmpErrorIsPartOfTheConnectionThatItRejects() {
        List<JsonNode> findings = findings("analyze", "--format", "jsonl", lab("syn-reject-port-unreachable.pcap"));

        assertThat(findings)
                .extracting(f -> f.get("kind").asString())
                .containsExactlyInAnyOrder("tcp.connect.icmp_rejected", "icmp.destination_unreachable");
        assertThat(findings)
                .filteredOn(f -> f.has("icmp"))
                .singleElement()
                .extracting(f -> f.get("partOf").asString())
                .isEqualTo(findings.stream()
                        .filter(f -> !f.has("icmp"))
                        .map(f -> f.get("id").asString())
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void tableShowsTheIcmpErrorBelowTheConnectionThatItRejects() {
        assertThat(CommandLineRun.of("analyze", lab("syn-reject-port-unreachable.pcap"))
                        .lines())
                .filteredOn(line -> line.startsWith("Error"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "syn-refused.pcap,,error,4",
        "syn-refused.pcap,udp,error,0",
        "syn-refused.pcap,dst.port == 9001,warning,4",
        "healthy-http.pcap,,warning,0",
    })
    void failOnDecidesTheStatus(String capture, String filter, String severity, int status) {
        assertThat(CommandLineRun.of(
                                "analyze",
                                "--fail-on",
                                severity,
                                "--filter",
                                filter == null ? "" : filter,
                                lab(capture))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void filterChoosesFindings() {
        assertThat(findings("analyze", "--format", "jsonl", "--filter", "dst.port == 9002", REFUSED))
                .singleElement()
                .extracting(f -> f.get("dst").get("port").asInt())
                .isEqualTo(9002);
    }

    @Test
    void severityBelowTheAskedForIsNotShown() {
        assertThat(findings("analyze", "--format", "jsonl", "--min-severity", "error", REFUSED))
                .hasSize(3);
        assertThat(CommandLineRun.of("analyze", lab("capture-midstream.pcap")).out())
                .contains("more that were not asked for are not shown");
    }

    @Test
    void flagsAreThoseOfWireshark() {
        assertThat(CommandLineRun.of("analyze", "--format", "jsonl", "--wireshark-flags", lab("port-reuse.pcap"))
                        .lines())
                .anyMatch(line -> line.contains("\"flags\":[\"reused_ports\"]"))
                .anyMatch(line -> line.startsWith("{\"type\":\"stream\",\"stream\":0,\"completeness\":"));
    }

    @Test
    void filesTakenTogetherAreViewsOfOneNetwork() {
        String nodeA = lab("../nodes/nodes-policy-drop-node-a.pcapng.gz");
        String nodeB = lab("../nodes/nodes-policy-drop-node-b.pcapng.gz");

        List<JsonNode> findings = findings("analyze", "--together", "--format", "jsonl", nodeA, nodeB);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.get("lostBetween").toString())
                    .isEqualTo("[\"nodes-policy-drop-node-b/flannel.1\"," + "\"nodes-policy-drop-node-b/cni0\"]");
            assertThat(finding.get("lostDirection").asString()).isEqualTo("c2s");
        });
    }

    @ParameterizedTest
    @CsvSource({"jsonl", "table"})
    void followedFindingsAreTheSame(String format) throws IOException {
        byte[] capture = Files.readAllBytes(Path.of(REFUSED));

        CommandLineRun run = CommandLineRun.withInput(capture, "analyze", "--follow", "--format", format, "-");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("40101", "40102", "40103", "9003");
    }

    private static List<JsonNode> findings(String... args) {
        return CommandLineRun.of(args).lines().stream()
                .map(MAPPER::readTree)
                .filter(line -> line.get("type").asString().equals("finding"))
                .toList();
    }

    private static List<String> ids(String... args) {
        return findings(args).stream().map(f -> f.get("id").asString()).toList();
    }
}
