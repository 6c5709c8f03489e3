package dev.faultline.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.Findings;
import dev.faultline.app.Results;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.AnalysisResult;
import dev.faultline.engine.tcp.AnalysisFlags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonLinesReportTest {
    private static final Explainer EXPLAINER = new Explainer();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Finding REFUSED = Findings.refused(0);
    private static final Finding UNREACHABLE = Findings.unreachable(REFUSED.id());

    @Test
    void findingHasItsFieldsInTheirOrder() throws IOException {
        Explanation explanation = EXPLAINER.explain(REFUSED);

        assertThat(lines(Results.whole(), new WiresharkFlags(), REFUSED).getFirst())
                .startsWith("""
                        {"type":"finding","id":"c0ffee000000","kind":"tcp.connect.refused","class":"connection",\
                        "article":"SynSent","severity":"error","state":"final","confidence":"high","confidenceWhy":[],\
                        "partOf":null,"first":"2026-11-24T18:55:01.123456789Z","last":"2026-11-24T18:55:01.223456789Z",\
                        "count":1,"protocol":"tcp","src":{"ip":"10.77.2.10","port":41022},\
                        "dst":{"ip":"10.77.3.10","port":9999},"blame":"dst","reporter":null,"lostBetween":[],\
                        "lostDirection":null,"stream":{"tcp":4},"vantage":["eth0"],"frames":[12,13],\
                        "title":"%s","detail":\
                        """.formatted(explanation.title()));
    }

    @Test
    void findingIsExplained() throws IOException {
        Explanation explanation = EXPLAINER.explain(REFUSED);
        JsonNode finding = MAPPER.readTree(
                lines(Results.whole(), new WiresharkFlags(), REFUSED).getFirst());

        assertThat(finding.get("detail").asString()).isEqualTo(explanation.detail());
        assertThat(finding.get("causes")).hasSameSizeAs(explanation.causes());
        assertThat(finding.get("next")).hasSameSizeAs(explanation.next());
    }

    @Test
    void icmpFindingTellsWhatTheMessageSaid() throws IOException {
        JsonNode finding = MAPPER.readTree(
                lines(Results.whole(), new WiresharkFlags(), UNREACHABLE).getFirst());

        assertThat(finding.get("partOf").asString()).isEqualTo(REFUSED.id());
        assertThat(finding.get("reporter").asString()).isEqualTo("10.77.2.1");
        assertThat(finding.get("icmp"))
                .hasToString("{\"version\":4,\"type\":3,\"code\":3,\"name\":\"Port unreachable\",\"quoted\":{\"src\":"
                        + "{\"ip\":\"10.77.2.10\",\"port\":41022},\"dst\":{\"ip\":\"10.77.3.10\",\"port\":9999},"
                        + "\"protocol\":\"tcp\"}}");
    }

    @Test
    void findingOfTheCaptureHasNoEnds() throws IOException {
        JsonNode finding = MAPPER.readTree(
                lines(Results.whole(), new WiresharkFlags(), Findings.gap()).getFirst());

        assertThat(finding.get("src").isNull()).isTrue();
        assertThat(finding.get("stream")).hasToString("{}");
    }

    @Test
    void findingsComeInOrderOfTimeAndTheSummaryLast() throws IOException {
        List<String> lines = lines(Results.whole(), new WiresharkFlags(), Findings.refused(2), REFUSED, UNREACHABLE);

        assertThat(lines)
                .extracting(line -> MAPPER.readTree(line).path("id").asString(""))
                .containsExactly(REFUSED.id(), Findings.refused(2).id(), UNREACHABLE.id(), "");
    }

    @Test
    void summaryHasItsFieldsInTheirOrder() throws IOException {
        assertThat(lines(Results.whole(), new WiresharkFlags(), REFUSED, Findings.refused(1))
                        .getLast())
                .isEqualTo("""
                        {"type":"summary","file":"x.pcap","format":"pcap","linkTypes":["ETHERNET"],"packets":8133,\
                        "bytes":5540000,"captureStart":"2026-11-24T18:55:01.123456789Z",\
                        "captureEnd":"2026-11-24T18:55:13.623456789Z","streams":{"tcp":211,"udp":1},\
                        "findings":{"tcp.connect.refused":2},"truncated":false,"lossyCapture":false,"undecoded":0,\
                        "anomalies":{"malformed":2},"warnings":[],"wallMillis":12}""");
    }

    @Test
    void summaryOfACutCaptureSaysWhereItEnds() throws IOException {
        JsonNode summary =
                MAPPER.readTree(lines(Results.truncated(), new WiresharkFlags()).getLast());

        assertThat(summary.get("truncated").asBoolean()).isTrue();
        assertThat(summary.get("warnings").get(0).asString()).contains("byte 5540024", "8133 packets", "is cut.");
    }

    @Test
    void summaryOfAnInterruptedAnalysisSaysSo() throws IOException {
        JsonNode summary = MAPPER.readTree(
                lines(Results.interrupted(), new WiresharkFlags()).getLast());

        assertThat(summary.get("warnings").get(0).asString()).contains("8133 packets");
    }

    @Test
    void emptyCaptureHasNoTimes() throws IOException {
        JsonNode summary =
                MAPPER.readTree(lines(Results.empty(), new WiresharkFlags()).getLast());

        assertThat(summary.get("captureStart").isNull()).isTrue();
        assertThat(summary.get("captureEnd").isNull()).isTrue();
    }

    @Test
    void flagsAndStreamsComeBetweenFindingsAndSummary() throws IOException {
        WiresharkFlags flags = new WiresharkFlags();
        for (int frame = 1; frame <= 1000; frame++) {
            flags.add(frame, 4, AnalysisFlags.RETRANSMISSION | AnalysisFlags.KEEP_ALIVE);
        }
        flags.add(new WiresharkFlags.Stream(4, 37, "REJ", "Sr"));

        List<String> lines = lines(Results.whole(), flags, REFUSED);

        assertThat(lines).hasSize(1003);
        assertThat(lines.get(1))
                .isEqualTo(
                        "{\"type\":\"flags\",\"frame\":1,\"stream\":4,\"flags\":[\"retransmission\",\"keep_alive\"]}");
        assertThat(lines.get(1000)).contains("\"frame\":1000,");
        assertThat(lines.get(1001))
                .isEqualTo("{\"type\":\"stream\",\"stream\":4,\"completeness\":37,\"zeekState\":\"REJ\","
                        + "\"zeekHistory\":\"Sr\"}");
    }

    @Test
    void liveFindingIsWrittenAtOnce() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonLinesReport report = new JsonLinesReport(out, EXPLAINER)) {
            report.write(REFUSED);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(REFUSED.id())
                    .endsWith("}\n");
        }
    }

    @Test
    void failingOutputIsReported() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        JsonLinesReport report = new JsonLinesReport(full, EXPLAINER);

        assertThatThrownBy(() -> report.write(REFUSED))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    private static List<String> lines(AnalysisResult result, WiresharkFlags flags, Finding... findings)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonLinesReport report = new JsonLinesReport(out, EXPLAINER)) {
            report.write(FileReport.of("x.pcap", List.of(findings), finding -> true, flags, result));
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
