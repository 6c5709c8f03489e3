package dev.faultline.app.ui.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.Flows;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestSpanTest {
    /// Those of the first stream of a capture of the lab.
    private static List<RequestSpan> spans(String capture, FindingKind kind) throws IOException {
        Map<String, Finding> found = new LinkedHashMap<>();
        Path file = Path.of("..", "lab", "captures", capture + ".pcap");
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("lab"), finding -> found.put(finding.id(), finding));
        }
        Conversation flow = Flows.lab(capture, 0);
        return found.values().stream()
                .filter(finding -> finding.kind() == kind && finding.tcpStream() == 0)
                .map(finding -> RequestSpan.of(finding, flow, packets(finding, flow)))
                .toList();
    }

    private static List<Integer> packets(Finding finding, Conversation flow) {
        return Arrays.stream(flow.packetsOf(
                        finding.evidence().stream().map(Evidence::frame).collect(Collectors.toSet())))
                .boxed()
                .toList();
    }

    @Test
    void bracketGoesFromTheRequestToItsAnswer() throws IOException {
        RequestSpan span = spans("http-5xx", FindingKind.HTTP_5XX).getFirst();

        assertThat(span.answered()).isTrue();
        assertThat(List.of(span.asked(), span.until())).containsExactly(7, 8);
        assertThat(span.words()).isEqualTo("HTTP GET /b \u2192 500");
        assertThat(span.sentence()).startsWith("HTTP GET /b \u2192 500 after 19");
    }

    @Test
    void bracketOfARequestWithoutAnswerIsOpen() throws IOException {
        RequestSpan span =
                spans("http-no-response", FindingKind.L7_HALF_REQUEST_ONLY).getFirst();

        assertThat(span.answered()).isFalse();
        assertThat(span.asked()).isEqualTo(3);
        assertThat(span.until()).isGreaterThan(span.asked());
        assertThat(span.words()).isEqualTo("HTTP GET /slow");
        assertThat(span.sentence()).startsWith("HTTP GET /slow, no answer in 3");
    }

    @Test
    void findingsThatAreNoMatterOfARequestHaveNone() throws IOException {
        assertThat(spans("syn-refused", FindingKind.TCP_CONNECT_REFUSED)).containsOnlyNulls();
    }
}
