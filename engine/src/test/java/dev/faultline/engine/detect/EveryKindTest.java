package dev.faultline.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The captures of the lab, which are those of the demo, show every kind of error.
class EveryKindTest {
    private static final Path CAPTURES = Path.of("../lab/captures");

    /// The file says itself what was dropped, in a block that classic pcap lacks.
    private static final Set<FindingKind> TOLD_BY_THE_SOURCE = EnumSet.of(FindingKind.CAPTURE_DROPPED);

    @Test
    void labCapturesShowEveryKindThatPacketsCanShow() throws IOException {
        Set<FindingKind> missing = EnumSet.allOf(FindingKind.class);
        missing.removeAll(TOLD_BY_THE_SOURCE);
        missing.removeIf(kind -> kind.id().startsWith("kernel."));
        for (Path capture : captures()) {
            try (CaptureSource source = CaptureFiles.open(capture, Limits.DEFAULT)) {
                Analysis.run(source, AnalysisOptions.of("lab"), finding -> missing.remove(finding.kind()));
            }
        }

        assertThat(missing).isEmpty();
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(CAPTURES)) {
            return files.filter(file -> file.toString().endsWith(".pcap")).toList();
        }
    }
}
