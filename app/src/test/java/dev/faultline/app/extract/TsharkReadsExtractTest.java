package dev.faultline.app.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.Findings;
import dev.faultline.app.extract.EvidenceExtractor.Extract;
import dev.faultline.app.extract.EvidenceExtractor.Request;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.file.CapturedPacket;
import dev.faultline.engine.capture.file.PacketReader;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Wireshark's own program makes of extracted files. Skipped where it is not installed.
class TsharkReadsExtractTest {
    private static final Path LAB = Path.of("..", "lab", "captures");

    @TempDir
    private Path folder;

    private final EvidenceExtractor extractor = new EvidenceExtractor(Limits.DEFAULT, new Explainer());

    @BeforeAll
    static void findTshark() {
        boolean found = List.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "tshark")));
        assumeTrue(found, "tshark is not on the PATH: install it to run this test");
    }

    @ParameterizedTest
    @CsvSource({
        "syn-refused.pcap,1",
        "port-reuse.pcap,0",
        "port-reuse.pcap,1",
        "loss-5pct.pcap,0",
        "rst-midstream.pcap,0",
        "syn-reject-port-unreachable.pcap,0",
        "v6-unreachable.pcap,0",
    })
    void extractHasThePacketsThatWiresharkCountsToTheStream(String capture, int stream)
            throws IOException, InterruptedException {
        Extract extract = extract(LAB.resolve(capture), Set.of(stream), List.of());

        assertThat(tshark(extract.file(), "frame.time_epoch"))
                .containsAll(tshark(
                        LAB.resolve(capture),
                        "frame.time_epoch",
                        "-Y",
                        "tcp.stream == " + stream + " && !icmp && !icmpv6"));
        assertThat(tshark(extract.file(), "tcp.stream", "-Y", "tcp && !icmp && !icmpv6"))
                .containsOnly("0");
    }

    @Test
    void wiresharkShowsTheFindingWithThePacketsThatProveIt() throws IOException, InterruptedException {
        Finding finding = Findings.refused(0);

        Extract extract = extract(LAB.resolve("rst-midstream.pcap"), Set.of(0), List.of(finding));

        assertThat(tshark(extract.file(), "frame.comment", "-Y", "frame.comment"))
                .hasSameSizeAs(finding.evidence())
                .allSatisfy(comment -> assertThat(comment)
                        .startsWith(new Explainer().explain(finding).title())
                        .endsWith("[Faultline: error, " + finding.id() + "]"));
        assertThat(tshark(extract.file(), "frame.number", "-Y", "frame.comment").getFirst())
                .isEqualTo(Long.toString(extract.firstEvidence()));
    }

    @Test
    void namesAndInterfacesGoAlong() throws IOException, InterruptedException {
        Path named = folder.resolve("named.pcapng");
        try (OutputStream out = Files.newOutputStream(named);
                PcapngWriter writer = new PcapngWriter(out, "test");
                PacketReader reader = PacketReader.open(LAB.resolve("syn-refused.pcap"), Limits.DEFAULT)) {
            writer.writeNames(Map.of(
                    IpAddress.parse("10.77.11.2"), List.of("server.example"),
                    IpAddress.parse("10.99.99.99"), List.of("somebody.else")));
            int id = writer.addInterface(new CaptureInterface(0, "eth7", "", 1, 0));
            for (long position : positions(LAB.resolve("syn-refused.pcap"))) {
                CapturedPacket packet = reader.read(position);
                writer.write(packet, id, List.of());
            }
        }

        Extract extract = extract(named, Set.of(1), List.of());

        assertThat(tshark(extract.file(), "ip.dst_host", "-N", "n")).contains("server.example");
        assertThat(tshark(extract.file(), "frame.interface_name")).containsOnly("eth7");
        assertThat(Files.readString(extract.file(), StandardCharsets.ISO_8859_1))
                .doesNotContain("somebody.else");
    }

    private Extract extract(Path capture, Set<Integer> streams, List<Finding> comments) throws IOException {
        Request request = new Request(
                capture, new FlowSelection.OfStreams(streams), comments, folder.resolve("out.pcapng"), false);
        return extractor.extract(request, () -> false);
    }

    private static List<Long> positions(Path pcap) throws IOException {
        byte[] bytes = Files.readAllBytes(pcap);
        List<Long> positions = new ArrayList<>();
        for (int at = 24; at < bytes.length; ) {
            positions.add((long) at);
            at += 16 + (bytes[at + 8] & 0xff | (bytes[at + 9] & 0xff) << 8 | (bytes[at + 10] & 0xff) << 16);
        }
        return positions;
    }

    private static List<String> tshark(Path file, String field, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("tshark", "-r", file.toString(), "-T", "fields", "-E", "occurrence=f", "-e", field));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }
}
