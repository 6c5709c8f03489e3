package dev.faultline.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.IcmpFacts;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found about ICMP in the lab's captures of a real kernel, line by line as in `icmp-golden.txt`.
class IcmpGoldenTest {
    private static final Path CAPTURES = Path.of("../lab/captures");

    private final Explainer explainer = new Explainer();

    private static List<Finding> findings(String capture) throws IOException {
        Map<String, Finding> found = new LinkedHashMap<>();
        try (CaptureSource source = CaptureFiles.open(CAPTURES.resolve(capture + ".pcap"), Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of(capture), finding -> found.put(finding.id(), finding));
        }
        List<Finding> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparingLong(Finding::first).thenComparing(Finding::id));
        return sorted;
    }

    private String golden(String capture) throws IOException {
        StringBuilder lines = new StringBuilder("# " + capture + "\n");
        List<Finding> findings = findings(capture);
        for (Finding finding : findings) {
            IcmpFacts icmp = finding.icmp();
            if (finding.kind().findingClass() == FindingClass.ICMP && icmp != null) {
                lines.append(line(finding, icmp, findings)).append('\n');
            }
        }
        return lines.toString();
    }

    private String line(Finding finding, IcmpFacts icmp, List<Finding> all) {
        Explanation explanation = explainer.explain(finding);
        String parent = all.stream()
                .filter(other -> other.id().equals(finding.partOf()))
                .map(Finding::kind)
                .map(FindingKind::id)
                .findFirst()
                .orElse("-");
        return String.join(
                " | ",
                finding.severity().id(),
                finding.confidence().id(),
                String.format(Locale.ROOT, "%d/%d v%d", icmp.type(), icmp.code(), icmp.version()),
                finding.count() + "x",
                finding.src() + " > " + finding.dst(),
                finding.blame().id() + " " + finding.reporter(),
                explanation.title(),
                parent);
    }

    @Test
    void labCapturesHaveTheFindingsOfTheGoldenFile() throws IOException {
        String expected;
        try (InputStream in = Objects.requireNonNull(IcmpGoldenTest.class.getResourceAsStream("icmp-golden.txt"))) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        StringBuilder actual = new StringBuilder();
        for (String line : expected.split("\n", -1)) {
            if (line.startsWith("# ")) {
                actual.append(golden(line.substring(2)));
            }
        }
        assertThat(actual.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"healthy-http", "healthy-keepalive", "healthy-halfclose", "close-wait", "loss-5pct"})
    void captureWithoutIcmpErrorHasNoFindingOfIcmp(String capture) throws IOException {
        assertThat(findings(capture))
                .extracting(finding -> finding.kind().findingClass())
                .doesNotContain(FindingClass.ICMP);
    }
}
