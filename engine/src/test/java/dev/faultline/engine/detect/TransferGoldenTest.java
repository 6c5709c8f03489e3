package dev.faultline.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is found about data on its way in all captures of the lab, line by line as in `transfer-golden.txt`:
/// what is there, and that nothing else is.
class TransferGoldenTest {
    private static final Path CAPTURES = Path.of("../lab/captures");

    @Test
    void labCapturesHaveTheFindingsOfTheGoldenFile() throws IOException {
        String expected;
        try (InputStream in =
                Objects.requireNonNull(TransferGoldenTest.class.getResourceAsStream("transfer-golden.txt"))) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        StringBuilder actual = new StringBuilder();
        for (Path capture : captures()) {
            actual.append(golden(capture));
        }

        assertThat(actual.toString()).isEqualTo(expected);
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(CAPTURES)) {
            return files.filter(file -> file.toString().endsWith(".pcap"))
                    .sorted()
                    .toList();
        }
    }

    private static String golden(Path capture) throws IOException {
        Map<String, Finding> found = new LinkedHashMap<>();
        try (CaptureSource source = CaptureFiles.open(capture, Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("lab"), finding -> found.put(finding.id(), finding));
        }
        List<Finding> findings = new ArrayList<>(found.values());
        findings.sort(Comparator.comparingLong(Finding::first).thenComparing(Finding::id));
        StringBuilder lines = new StringBuilder("# " + capture.getFileName() + "\n");
        for (Finding finding : findings) {
            FindingClass of = finding.kind().findingClass();
            boolean transfer = of == FindingClass.TRANSFER || of == FindingClass.NETWORK;
            if (transfer || finding.kind() == FindingKind.CHECKSUM_OFFLOAD) {
                lines.append(line(finding)).append('\n');
            }
        }
        return lines.toString();
    }

    private static String line(Finding finding) {
        return String.join(
                " | ",
                finding.kind().id(),
                finding.severity().id(),
                finding.confidence().id(),
                finding.count() + "x",
                finding.src() + " > " + finding.dst(),
                finding.blame().id(),
                finding.partOf() == null ? "-" : "part");
    }
}
