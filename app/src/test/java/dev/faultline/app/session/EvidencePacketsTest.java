package dev.faultline.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidencePacketsTest {
    private static final Path LAB = Path.of("..", "lab", "captures");

    @TempDir
    Path folder;

    private final EvidencePackets packets = new EvidencePackets();

    @AfterEach
    void close() throws IOException {
        packets.close();
    }

    private static List<Finding> findings(Path capture) throws IOException {
        Map<String, Finding> last = new LinkedHashMap<>();
        try (CaptureSource source = CaptureFiles.open(capture, Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("test"), finding -> last.put(finding.id(), finding));
        }
        return List.copyOf(last.values());
    }

    private static Finding first(Path capture, FindingKind kind) throws IOException {
        return findings(capture).stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void refusedConnectionIsASynAndItsReset() throws IOException {
        Path capture = LAB.resolve("syn-refused.pcap");
        Finding refused = first(capture, FindingKind.TCP_CONNECT_REFUSED);

        List<PacketDetail> evidence = packets.of(capture, refused);

        PacketLine syn = evidence.getFirst().line();
        assertThat(syn.what()).isEqualTo("SYN");
        assertThat(syn.direction()).isEqualTo(Direction.CLIENT_TO_SERVER);
        assertThat(syn.delta()).isZero();
        assertThat(syn.rest())
                .isEqualTo(end(refused.src()).port() + "→" + end(refused.dst()).port() + " seq 0 ttl 64");
        PacketLine reset = evidence.get(1).line();
        assertThat(reset.what()).isEqualTo("RST, ACK");
        assertThat(reset.reset()).isTrue();
        assertThat(reset.direction()).isEqualTo(Direction.SERVER_TO_CLIENT);
        assertThat(reset.rest()).startsWith("ack 1 win 0 ttl ");
    }

    @Test
    void fieldsStandWhereTheirBytesAre() throws IOException {
        Path capture = LAB.resolve("syn-refused.pcap");
        Finding refused = first(capture, FindingKind.TCP_CONNECT_REFUSED);

        PacketDetail syn = packets.of(capture, refused).getFirst();

        PacketField port = field(syn, "Transmission Control Protocol", "Destination port");
        assertThat(port.value()).isEqualTo(Integer.toString(end(refused.dst()).port()));
        assertThat((syn.bytes()[port.offset()] & 0xff) << 8 | syn.bytes()[port.offset() + 1] & 0xff)
                .isEqualTo(end(refused.dst()).port());
        assertThat(field(syn, "Internet Protocol version 4", "Source").value())
                .isEqualTo(end(refused.src()).ip().toString());
        assertThat(field(syn, "Transmission Control Protocol", "Options (bytes)")
                        .fields())
                .extracting(PacketField::name)
                .contains("Maximum segment size", "Window scale", "SACK permitted", "Timestamps");
    }

    private static Endpoint end(@Nullable Endpoint endpoint) {
        return Objects.requireNonNull(endpoint);
    }

    private static PacketField field(PacketDetail packet, String layer, String name) {
        return packet.layers().stream()
                .filter(one -> one.name().equals(layer))
                .flatMap(one -> one.fields().stream())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void icmpErrorNamesWhatItIsAbout() throws IOException {
        Path capture = LAB.resolve("syn-reject-port-unreachable.pcap");
        Finding unreachable = first(capture, FindingKind.ICMP_DESTINATION_UNREACHABLE);

        PacketLine line = packets.of(capture, unreachable).stream()
                .map(PacketDetail::line)
                .filter(PacketLine::reset)
                .findFirst()
                .orElseThrow();

        assertThat(line.what()).isEqualTo("Port unreachable");
        assertThat(line.rest()).contains(unreachable.src() + "→" + unreachable.dst() + " tcp");
    }

    @Test
    void everyPacketOfTheLabIsTakenApartWithinItsBytes() throws IOException {
        int seen = 0;
        List<Path> captures;
        try (var files = Files.list(LAB)) {
            captures = files.filter(file -> file.toString().endsWith(".pcap")).toList();
        }
        for (Path capture : captures) {
            for (Finding finding : findings(capture)) {
                for (PacketDetail packet : packets.of(capture, finding)) {
                    assertThat(packet.layers()).isNotEmpty();
                    packet.layers().forEach(layer -> assertInside(packet, layer));
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(100);
    }

    private static void assertInside(PacketDetail packet, PacketField field) {
        assertThat(field.offset()).as(field.name()).isNotNegative();
        assertThat(field.offset() + field.length()).as(field.name()).isLessThanOrEqualTo(packet.bytes().length);
        field.fields().forEach(inner -> assertInside(packet, inner));
    }

    @Test
    void captureThatIsGoneOrShorterIsTold() throws IOException {
        Path capture = Files.copy(LAB.resolve("syn-refused.pcap"), folder.resolve("a.pcap"));
        Finding refused = first(capture, FindingKind.TCP_CONNECT_REFUSED);
        assertThat(packets.of(capture, refused)).isNotEmpty();

        Files.write(capture, java.util.Arrays.copyOf(Files.readAllBytes(capture), 24));
        assertThatThrownBy(() -> packets.of(capture, refused)).isInstanceOf(IOException.class);

        Files.delete(capture);
        assertThatThrownBy(() -> packets.of(capture, refused))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.pcap");
    }
}
