package dev.faultline.app.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.Findings;
import dev.faultline.app.extract.EvidenceExtractor.Extract;
import dev.faultline.app.extract.EvidenceExtractor.Request;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.Transport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceExtractorTest {
    private static final Path LAB = Path.of("..", "lab", "captures");

    @TempDir
    private Path folder;

    private final EvidenceExtractor extractor = new EvidenceExtractor(Limits.DEFAULT, new Explainer());

    @Test
    void streamIsTakenWithAllItsPackets() throws IOException {
        Extract extract = extract("syn-refused.pcap", new FlowSelection.OfStreams(Set.of(1)));

        assertThat(extract.packets()).isEqualTo(2);
        assertThat(timestamps(extract.file()))
                .containsExactlyElementsOf(
                        timestamps(LAB.resolve("syn-refused.pcap")).subList(4, 6));
        assertThat(extract.bytes()).isEqualTo(Files.size(extract.file()));
    }

    @Test
    void streamsOfTheSamePortsAreKeptApart() throws IOException {
        Extract first = extract("port-reuse.pcap", new FlowSelection.OfStreams(Set.of(0)));
        Extract second = extract("port-reuse.pcap", new FlowSelection.OfStreams(Set.of(1)), "second.pcapng");

        assertThat(timestamps(first.file())).doesNotContainAnyElementsOf(timestamps(second.file()));
        assertThat(timestamps(first.file()).getLast())
                .isLessThan(timestamps(second.file()).getFirst());
    }

    @Test
    void icmpErrorComesWithTheStreamThatItQuotes() throws IOException {
        Extract extract = extract("syn-reject-port-unreachable.pcap", new FlowSelection.OfStreams(Set.of(0)));

        assertThat(timestamps(extract.file()))
                .containsExactlyElementsOf(timestamps(LAB.resolve("syn-reject-port-unreachable.pcap"))
                        .subList(2, 4));
    }

    @Test
    void flowOfOtherProtocolsIsTakenByItsEndsWithTheErrorsThatQuoteIt() throws IOException {
        Finding finding = udp("10.77.66.2", 40661, "10.77.67.2", 7001);

        Extract extract = extract("udp-port-unreachable.pcap", new FlowSelection.OfFindings(List.of(finding)));

        assertThat(extract.packets()).isEqualTo(2);
    }

    @Test
    void nothingIsWrittenWhenTheCaptureHasNoneOfTheFlows() throws IOException {
        Finding finding = udp("10.77.2.10", 1, "10.77.3.10", 2);

        Extract none = extract("udp-port-unreachable.pcap", new FlowSelection.OfFindings(List.of(finding)));

        assertThat(none.packets()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    private static Finding udp(String src, int srcPort, String dst, int dstPort) {
        return Findings.on(
                Findings.withoutEvidence(Findings.refused(0)),
                Transport.UDP,
                new Endpoint(IpAddress.parse(src), srcPort),
                new Endpoint(IpAddress.parse(dst), dstPort));
    }

    @Test
    void firstPacketThatProvesTheFindingIsTold() throws IOException {
        Finding finding = Findings.refused(0);
        Request request = new Request(
                LAB.resolve("rst-midstream.pcap"),
                new FlowSelection.OfStreams(Set.of(0)),
                List.of(finding),
                folder.resolve("out.pcapng"),
                false);

        Extract extract = extractor.extract(request, () -> false);

        assertThat(extract.firstEvidence()).isEqualTo(12 - framesBefore("rst-midstream.pcap", extract));
    }

    @Test
    void fileThatExistsIsKept() throws IOException {
        Path target = Files.writeString(folder.resolve("out.pcapng"), "old");

        assertThatThrownBy(() -> extract("syn-refused.pcap", new FlowSelection.OfStreams(Set.of(1))))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("old");
    }

    @Test
    void cancelledExtractionLeavesNothingBehind() {
        Request request = new Request(
                LAB.resolve("syn-refused.pcap"),
                new FlowSelection.OfStreams(Set.of(1)),
                List.of(),
                folder.resolve("out.pcapng"),
                false);

        assertThatThrownBy(() -> extractor.extract(request, () -> true)).isInstanceOf(CancellationException.class);
        assertThat(folder).isEmptyDirectory();
    }

    private Extract extract(String capture, FlowSelection selection) throws IOException {
        return extract(capture, selection, "out.pcapng");
    }

    private Extract extract(String capture, FlowSelection selection, String target) throws IOException {
        return extractor.extract(
                new Request(LAB.resolve(capture), selection, List.of(), folder.resolve(target), false), () -> false);
    }

    private static long framesBefore(String capture, Extract extract) throws IOException {
        return timestamps(LAB.resolve(capture))
                .indexOf(timestamps(extract.file()).getFirst());
    }

    private static List<Long> timestamps(Path file) throws IOException {
        List<Long> timestamps = new ArrayList<>();
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 1 << 12)) {
            while (source.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    timestamps.add(batch.timestamp(i));
                }
            }
        }
        return timestamps;
    }
}
