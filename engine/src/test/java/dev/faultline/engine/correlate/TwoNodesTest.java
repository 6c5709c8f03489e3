package dev.faultline.engine.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CombinedSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisListener;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Captures of two nodes with pods, bridges, VXLAN and a Service between them (`lab/nodelab.py`): each packet
/// is seen at eight places, and the clock of one node is ahead in some.
class TwoNodesTest {
    private static final Path CAPTURES = Path.of("../lab/nodes");
    private static final int PLACES = 8;
    private static final List<String> WAY = List.of(
            "node-a/veth0",
            "node-a/cni0",
            "node-a/flannel.1",
            "node-a/eth0 in vxlan",
            "node-b/eth0 in vxlan",
            "node-b/flannel.1",
            "node-b/cni0",
            "node-b/veth0");
    private static final int STRETCHES = WAY.size() - 1;
    private static final int FIRST_PORT = 46_001;

    private static List<CaptureSource> open(String scenario) throws IOException {
        return List.of(
                CaptureFiles.open(CAPTURES.resolve(scenario + "-node-a.pcapng.gz"), Limits.DEFAULT),
                CaptureFiles.open(CAPTURES.resolve(scenario + "-node-b.pcapng.gz"), Limits.DEFAULT));
    }

    private static CombinedSource combined(List<CaptureSource> nodes, long ahead) {
        return new CombinedSource(List.of(
                new CombinedSource.Part("node-a", nodes.get(0), 0),
                new CombinedSource.Part("node-b", nodes.get(1), ahead)));
    }

    private static long ahead(String scenario) throws IOException {
        List<CaptureSource> nodes = open(scenario);
        try {
            return new ClockOffsets(Limits.DEFAULT).of(nodes)[1];
        } finally {
            nodes.get(0).close();
            nodes.get(1).close();
        }
    }

    private static List<Finding> findings(String scenario) throws IOException {
        Map<String, Finding> found = new LinkedHashMap<>();
        try (CombinedSource source = combined(open(scenario), ahead(scenario))) {
            Analysis.run(source, AnalysisOptions.of(scenario), finding -> found.put(finding.id(), finding));
        }
        return List.copyOf(found.values());
    }

    @ParameterizedTest
    @CsvSource({
        "nodes-loss-encapsulated, TCP_RETRANSMISSION, node-a/flannel.1, node-a/eth0 in vxlan, c2s",
        "nodes-loss-decapsulated, TCP_RETRANSMISSION, node-b/eth0 in vxlan, node-b/flannel.1, c2s",
        "nodes-loss-answers, TCP_RETRANSMISSION, node-a/flannel.1, node-a/cni0, s2c",
        "nodes-policy-drop, TCP_CONNECT_NO_REPLY, node-b/flannel.1, node-b/cni0, c2s",
    })
    void lossIsToldOnceWithThePlaceBetweenTwoVantagePoints(
            String scenario, FindingKind kind, String after, String before, String direction) throws IOException {
        List<Finding> found =
                findings(scenario).stream().filter(f -> f.kind() == kind).toList();

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.lostBetween()).containsExactly(after, before);
            assertThat(finding.lostDirection()).isEqualTo(direction);
        });
    }

    /// From port 46001 on, each flow loses packets on the next stretch of the way: seven there, seven back.
    @ParameterizedTest
    @ValueSource(strings = {"nodes-lost-data", "nodes-lost-handshakes", "nodes-lost-names"})
    void placeOfLossIsRightOnEachStretchBothWays(String scenario) throws IOException {
        List<Finding> found = findings(scenario).stream()
                .filter(f -> f.kind().findingClass() != FindingClass.CAPTURE)
                .toList();

        for (int i = 0; i < STRETCHES; i++) {
            assertLostOnce(found, FIRST_PORT + i, WAY.get(i), WAY.get(i + 1), "c2s");
            assertLostOnce(found, FIRST_PORT + STRETCHES + i, WAY.get(i + 1), WAY.get(i), "s2c");
        }
        assertThat(found)
                .filteredOn(finding -> finding.severity().compareTo(Severity.INFO) > 0)
                .allSatisfy(finding -> assertThat(port(finding)).isBetween(FIRST_PORT, FIRST_PORT + 2 * STRETCHES - 1));
    }

    /// What an agent on one node tells, in the order in which it does: its own vantage points joined already.
    private record Telling(List<Finding> findings, List<Sighting> sightings, long until) {
        static List<Telling> of(String node, CaptureSource source) throws IOException {
            List<Telling> told = new ArrayList<>();
            UnaryOperator<String> here = name -> node + "/" + name;
            Analysis.run(source, AnalysisOptions.of(node), new AnalysisListener() {
                private final List<Finding> found = new ArrayList<>();

                @Override
                public void onFinding(Finding finding) {
                    found.add(finding.madeElsewhere(here, 0));
                }

                @Override
                public boolean wantsSightings() {
                    return true;
                }

                @Override
                public void onSightings(List<Sighting> seen, long time) {
                    told.add(new Telling(
                            List.copyOf(found),
                            seen.stream().map(each -> of(here, each)).toList(),
                            time));
                    found.clear();
                }

                @Override
                public void onFlush() {
                    if (!found.isEmpty()) {
                        told.add(new Telling(List.copyOf(found), List.of(), Long.MIN_VALUE));
                        found.clear();
                    }
                }
            });
            return told;
        }

        private static Sighting of(UnaryOperator<String> here, Sighting seen) {
            return new Sighting(
                    here.apply(seen.vantage()),
                    seen.mark(),
                    seen.src(),
                    seen.dst(),
                    seen.clientTtl(),
                    seen.firstSeen(),
                    seen.changed(),
                    seen.client(),
                    seen.server());
        }
    }

    /// Both nodes are analysed apart, and tell by turns.
    private static List<Finding> findingsOfAgents(String scenario) throws IOException {
        List<CaptureSource> nodes = open(scenario);
        List<List<Telling>> told = new ArrayList<>();
        for (CaptureSource node : nodes) {
            try (node) {
                told.add(Telling.of("node-" + "ab".charAt(told.size()), node));
            }
        }
        Map<String, Finding> found = new LinkedHashMap<>();
        JoinedFindings joined = new JoinedFindings(Limits.DEFAULT);
        for (int i = 0; i < Math.max(told.get(0).size(), told.get(1).size()); i++) {
            for (int source = 0; source < told.size(); source++) {
                if (i < told.get(source).size()) {
                    Telling now = told.get(source).get(i);
                    joined.accept(source, now.findings(), now.sightings(), now.until())
                            .forEach(row -> found.put(row.finding().id(), row.finding()));
                }
            }
        }
        joined.end().forEach(row -> found.put(row.finding().id(), row.finding()));
        return List.copyOf(found.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodes-lost-data", "nodes-lost-handshakes", "nodes-lost-names"})
    void placeOfLossIsRightWhereEachNodeIsAnalysedByAnAgentOfItsOwn(String scenario) throws IOException {
        List<Finding> found = findingsOfAgents(scenario).stream()
                .filter(f -> f.kind().findingClass() != FindingClass.CAPTURE)
                .toList();

        for (int i = 0; i < STRETCHES; i++) {
            assertLostOnce(found, FIRST_PORT + i, WAY.get(i), WAY.get(i + 1), "c2s");
            assertLostOnce(found, FIRST_PORT + STRETCHES + i, WAY.get(i + 1), WAY.get(i), "s2c");
        }
        assertThat(found).allSatisfy(finding -> assertThat(finding.notes()).doesNotHaveDuplicates());
    }

    private static int port(Finding finding) {
        Endpoint src = finding.src();
        return src == null ? Endpoint.NO_PORT : src.port();
    }

    private static void assertLostOnce(List<Finding> found, int port, String after, String before, String direction) {
        List<Finding> ofFlow = found.stream().filter(f -> port(f) == port).toList();

        assertThat(ofFlow)
                .as("port %d", port)
                .filteredOn(f -> f.partOf() == null)
                .hasSize(1);
        assertThat(ofFlow).allSatisfy(finding -> {
            assertThat(finding.lostBetween()).containsExactly(after, before);
            assertThat(finding.lostDirection()).isEqualTo(direction);
            assertThat(finding.dst()).extracting(Endpoint::ip).hasToString("10.96.0.10");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodes-healthy", "nodes-healthy-mixed"})
    void healthyExchangeSeenAtEightPlacesIsQuiet(String scenario) throws IOException {
        assertThat(findings(scenario))
                .filteredOn(finding -> finding.severity().compareTo(Severity.INFO) > 0)
                .isEmpty();
    }

    @Test
    void lossSeenAtEightPlacesNamesThemAll() throws IOException {
        List<Finding> found = findings("nodes-loss-answers");

        assertThat(found)
                .filteredOn(f -> f.kind() == FindingKind.TCP_RETRANSMISSION)
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.vantage()).hasSize(PLACES).doesNotHaveDuplicates();
                });
    }

    @ParameterizedTest
    @CsvSource({"nodes-healthy, 3250", "nodes-loss-encapsulated, -750", "nodes-loss-decapsulated, 0"})
    void clocksAreComparedByPacketsInCommon(String scenario, long millis) throws IOException {
        long expected = TimeUnit.MILLISECONDS.toNanos(millis);

        assertThat(ahead(scenario)).isCloseTo(expected, within(TimeUnit.MICROSECONDS.toNanos(50)));
    }
}
