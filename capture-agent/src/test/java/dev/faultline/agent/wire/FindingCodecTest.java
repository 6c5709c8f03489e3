package dev.faultline.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.protobuf.ByteString;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.protocol.v1.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FindingCodecTest {
    private static final Path LAB = Path.of("../lab/captures");

    static Stream<Path> labCaptures() throws IOException {
        try (Stream<Path> files = Files.list(LAB)) {
            return files.filter(file -> file.toString().endsWith(".pcap")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("labCaptures")
    void findingsOfTheLabComeBackAsTheyWere(Path capture) throws IOException {
        for (Finding finding : findings(capture)) {
            assertThat(FindingCodec.decode(FindingCodec.encode(finding))).contains(Travelling.asReceived(finding));
        }
    }

    @Test
    void findingsOfTheLabAreMany() throws IOException {
        List<Finding> all = new ArrayList<>();
        for (Path capture : labCaptures().toList()) {
            all.addAll(findings(capture));
        }

        assertThat(all).extracting(Finding::kind).doesNotContainNull().hasSizeGreaterThan(50);
        assertThat(all).anyMatch(finding -> finding.icmp() != null);
    }

    @Test
    void kindOfANewerAgentIsPassedOver() throws IOException {
        var message = anyFinding().toBuilder().setKind("tcp.from.the.future").build();

        assertThat(FindingCodec.decode(message)).isEmpty();
    }

    @Test
    void addressOfWrongLengthIsRefused() throws IOException {
        var message = anyFinding().toBuilder()
                .setSrc(Endpoint.newBuilder().setAddress(ByteString.copyFrom(new byte[5])))
                .build();

        assertThatIOException().isThrownBy(() -> FindingCodec.decode(message)).withMessageContaining("5 bytes");
    }

    @Test
    void unknownSeverityIsRefused() throws IOException {
        var message = anyFinding().toBuilder().setSeverityValue(99).build();

        assertThatIOException().isThrownBy(() -> FindingCodec.decode(message)).withMessageContaining("severity");
    }

    private static dev.faultline.protocol.v1.Finding anyFinding() throws IOException {
        return FindingCodec.encode(findings(LAB.resolve("syn-refused.pcap")).getFirst());
    }

    private static List<Finding> findings(Path capture) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try (CaptureSource source = CaptureFiles.open(capture, Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("lab"), findings::add);
        }
        return findings;
    }
}
