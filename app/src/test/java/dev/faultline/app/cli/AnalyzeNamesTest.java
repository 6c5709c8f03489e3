package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A refused connection to an address that a DNS answer named before, by way of an alias.
class AnalyzeNamesTest {
    private static final int CLIENT = 0x0a000001;
    private static final int SERVER = 0x0a000002;
    private static final int RESOLVER = 0x0a000035;

    @TempDir
    Path folder;

    private Path capture;

    @BeforeEach
    void write() throws IOException {
        ByteArrayOutputStream pcap = new ByteArrayOutputStream();
        pcap.writeBytes(ByteBuffer.allocate(24)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(1 << 16)
                .putInt(101)
                .array());
        packet(pcap, 1, ip(17, RESOLVER, CLIENT, udp(53, 40000, answer("Cart.Shop"))));
        packet(pcap, 2, ip(6, CLIENT, SERVER, tcp(41000, 80, 0x02)));
        packet(pcap, 3, ip(6, SERVER, CLIENT, tcp(80, 41000, 0x14)));
        capture = Files.write(folder.resolve("names.pcap"), pcap.toByteArray());
    }

    /// The same with the answer over TCP, behind another message in the same segment.
    private Path overTcp() throws IOException {
        byte[] answer = answer("Cart.Shop");
        byte[] other = answer("other.shop");
        other[3] = (byte) 0x83; // no such name
        byte[] stream = ByteBuffer.allocate(4 + other.length + answer.length)
                .putShort((short) other.length)
                .put(other)
                .putShort((short) answer.length)
                .put(answer)
                .array();
        byte[] whole = Files.readAllBytes(capture);
        ByteArrayOutputStream pcap = new ByteArrayOutputStream();
        pcap.write(whole, 0, 24);
        packet(pcap, 1, ip(6, RESOLVER, CLIENT, tcp(53, 40000, 0x18, stream)));
        int first = 24 + 16 + ByteBuffer.wrap(whole).getInt(24 + 8);
        pcap.write(whole, first, whole.length - first);
        return Files.write(folder.resolve("tcp.pcap"), pcap.toByteArray());
    }

    private static void packet(ByteArrayOutputStream pcap, int second, byte[] bytes) {
        pcap.writeBytes(ByteBuffer.allocate(16)
                .putInt(second)
                .putInt(0)
                .putInt(bytes.length)
                .putInt(bytes.length)
                .array());
        pcap.writeBytes(bytes);
    }

    private static byte[] ip(int protocol, int src, int dst, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(20 + payload.length)
                .putShort((short) 0x4500)
                .putShort((short) (20 + payload.length))
                .putInt(0x4000)
                .putShort((short) (64 << 8 | protocol))
                .putShort((short) 0)
                .putInt(src)
                .putInt(dst)
                .put(payload);
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += packet.getShort(i) & 0xffff;
        }
        return packet.putShort(10, (short) ~((sum & 0xffff) + (sum >>> 16))).array();
    }

    private static byte[] udp(int from, int to, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putShort((short) from)
                .putShort((short) to)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array();
    }

    private static byte[] tcp(int from, int to, int flags, byte... payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .putShort((short) from)
                .putShort((short) to)
                .putInt(flags == 0x02 ? 1000 : 0)
                .putInt(flags == 0x02 ? 0 : 1001)
                .put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 1000)
                .putInt(0)
                .put(payload)
                .array();
    }

    /// An alias, then the address of what it stands for.
    private static byte[] answer(String name) {
        ByteBuffer message = ByteBuffer.allocate(200)
                .putShort((short) 7)
                .putShort((short) 0x8180)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(0);
        for (String label : name.split("\\.", -1)) {
            message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        message.put((byte) 0).putShort((short) 1).putShort((short) 1);
        message.putShort((short) 0xc00c).putShort((short) 5).putShort((short) 1).putInt(60);
        message.putShort((short) 3).put((byte) 1).put((byte) 'x').put((byte) 0);
        message.put((byte) 1).put((byte) 'x').put((byte) 0).putShort((short) 1).putShort((short) 1);
        message.putInt(60).putShort((short) 4).putInt(SERVER);
        byte[] bytes = new byte[message.position()];
        message.flip().get(bytes);
        return bytes;
    }

    @Test
    void nameFromTheAnswerStandsInTheFinding() {
        CommandLineRun run = CommandLineRun.of("analyze", "--format", "jsonl", capture.toString());
        assertThat(run.out()).contains("\"dst\":{\"ip\":\"10.0.0.2\",\"port\":80,\"dns\":\"cart.shop\"}");
    }

    @Test
    void nameFromAnAnswerOverTcpStandsInTheFinding() throws IOException {
        CommandLineRun run =
                CommandLineRun.of("analyze", "--format", "jsonl", overTcp().toString());
        assertThat(run.out()).contains("\"dst\":{\"ip\":\"10.0.0.2\",\"port\":80,\"dns\":\"cart.shop\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "html"})
    void nameStandsInReportsForPeople(String format) {
        assertThat(CommandLineRun.of("analyze", "--format", format, capture.toString())
                        .out())
                .contains("cart.shop (10.0.0.2:80)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dst.name == \"cart.shop\"",
                "dst.dns.startsWith(\"cart\")",
                "cart.shop",
                "src.pod.name == \"\" && !(\"shop\" in namespaces)"
            })
    void filterKnowsTheName(String filter) {
        CommandLineRun run = CommandLineRun.of("analyze", "--format", "jsonl", "--filter", filter, capture.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("tcp.connect.refused");
    }

    @Test
    void filterForAnotherNameFindsNothing() {
        CommandLineRun run = CommandLineRun.of(
                "analyze", "--format", "jsonl", "--filter", "dst.name == \"other\"", capture.toString());
        assertThat(run.out()).doesNotContain("\"type\":\"finding\"");
    }

    @Test
    void extractNamesTheAddressForWireshark() throws IOException {
        Path out = folder.resolve("out.pcapng");
        CommandLineRun run = CommandLineRun.of(
                "extract", capture.toString(), "--filter", "dst.name == \"cart.shop\"", "-o", out.toString());
        assertThat(run.status()).isZero();
        try (CaptureSource source = CaptureFiles.open(out, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 16, 16)) {
            assertThat(source.read(batch)).isTrue();
            assertThat(source.names()).containsEntry(IpAddress.v4(SERVER), List.of("cart.shop"));
        }
    }
}
