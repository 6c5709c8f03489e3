package dev.faultline.agent.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Captures on the loopback interface, where the process may.
@EnabledOnOs(OS.LINUX)
@Timeout(30)
class RingSourceTest {
    private static final RingSize SMALL = new RingSize(8, 128 << 10, 10);

    private final PacketBatch batch = new PacketBatch(1 << 16, 8192);
    private final Set<Integer> tcpPorts = new HashSet<>();
    private @Nullable RingSource opened;

    @AfterEach
    void close() throws IOException {
        batch.close();
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void loopbackPacketIsSeenOnce() throws IOException {
        open(CaptureFilter.ALL);
        String text = send("127.0.0.1");
        send("127.0.0.1", "end");

        assertThat(readUntil("end").split(text, -1)).hasSize(2);
        assertThat(source().interfaces().getFirst().name()).isEqualTo("lo");
    }

    @Test
    void packetsOfOtherHostsStayOutsideWhenHostsAreChosen() throws IOException {
        open(new CaptureFilter(Set.of(IpAddress.parse("127.0.0.2"), IpAddress.parse("::1")), Set.of()));
        String other = send("127.0.0.1");
        String chosen = send("127.0.0.2");
        String six = send("::1");
        send("127.0.0.2", "end");

        assertThat(readUntil("end")).contains(chosen, six).doesNotContain(other);
    }

    @Test
    void filterChangesWhileCapturing() throws IOException {
        open(new CaptureFilter(Set.of(IpAddress.parse("127.0.0.2")), Set.of()));
        send("127.0.0.2", "first end");
        readUntil("first end");

        source().filter(CaptureFilter.ALL);
        readUntilQuiet();
        send("127.0.0.3", "second end");

        assertThat(readUntil("second end")).contains("second end");
    }

    @Test
    void excludedTcpPortStaysOutside() throws IOException {
        open(new CaptureFilter(Set.of(), Set.of(1)));
        connect("127.0.0.7", 1);
        connect("::1", 1);
        connect("127.0.0.7", 2);
        send("127.0.0.1", "end");

        readUntil("end");
        assertThat(tcpPorts).contains(2).doesNotContain(1);
    }

    @Test
    void expressionHoldsBesidesTheRestOfTheFilter() throws IOException {
        open(new CaptureFilter(
                Set.of(IpAddress.parse("127.0.0.2"), IpAddress.parse("127.0.0.3"), IpAddress.parse("::1")),
                Set.of(),
                expression("udp and (dst host 127.0.0.2 or dst host 127.0.0.4 or ip6) and not udp[8:4] = 0x73656372")));
        String notByHost = send("127.0.0.4");
        String notByExpression = send("127.0.0.3");
        String notByContent = send("127.0.0.2", "secret");
        String kept = send("127.0.0.2");
        String six = send("::1");
        send("127.0.0.2", "the end");

        assertThat(readUntil("the end"))
                .contains(kept, six)
                .doesNotContain(notByHost)
                .doesNotContain(notByExpression)
                .doesNotContain(notByContent);
    }

    @Test
    void expressionAloneHoldsForWholeFlowsOfASampleToo() throws IOException {
        open(new CaptureFilter(Set.of(), Set.of(), expression("udp dst port 9 or dst host 127.0.0.6")));
        source().sample(2);
        readUntilQuiet();
        source().sample(1);
        String other = send("127.0.0.5");
        send("127.0.0.6", "end");

        assertThat(readUntil("end")).doesNotContain(other);
    }

    @Test
    void wrongExpressionIsRefusedInTheWordsOfLibpcap() {
        assumeTrue(FilterExpression.isPossible(), "needs libpcap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterExpression.compile("tcp prot 80"))
                .withMessageContaining("syntax error");
    }

    private static FilterExpression expression(String text) throws IOException {
        assumeTrue(FilterExpression.isPossible(), "needs libpcap");
        return FilterExpression.compile(text);
    }

    @Test
    void interfaceThatIsNotThereYetGivesNothing() throws IOException {
        opened = new RingSource(
                SMALL, CaptureFilter.ALL, Set.of("faultline-none"), Set.of(), Limits.DEFAULT, Clock.systemUTC());
        send("127.0.0.1");

        readUntilQuiet();
        assertThat(source().statistics().packets()).isZero();
    }

    @Test
    void quietRingTellsATimeThatIsPast() throws IOException {
        open(new CaptureFilter(Set.of(IpAddress.parse("127.9.9.9")), Set.of()));
        long before = System.currentTimeMillis();

        readUntilQuiet();

        assertThat(TimeUnit.NANOSECONDS.toMillis(batch.quietUntil()))
                .isBetween(before - 1000, System.currentTimeMillis() - 200);
    }

    @Test
    void sampleTakesWholeFlowsAndTellsThatOthersAreNotSeen() throws IOException {
        open(CaptureFilter.ALL);
        source().sample(4);
        int seen = 0;
        boolean blind = false;
        try (DatagramSocket here = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            for (int i = 0; i < 64; i++) {
                exchange(here, i);
            }
            Map<String, Integer> directions = new HashMap<>();
            do {
                assertThat(source().read(batch)).isTrue();
                blind |= batch.blindFrom() != PacketBatch.NO_TIME;
                for (int i = 0; i < batch.size(); i++) {
                    count(directions, here.getLocalPort(), i);
                }
            } while (batch.quietUntil() == PacketBatch.NO_TIME);
            assertThat(directions.values()).containsOnly(2);
            seen = directions.size();
        }

        assertThat(seen).isBetween(1, 40);
        assertThat(blind).isTrue();
    }

    /// A datagram from a port of its own, and one back.
    private static void exchange(DatagramSocket here, int number) throws IOException {
        byte[] bytes = {(byte) number};
        try (DatagramSocket there = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            there.send(new DatagramPacket(bytes, 1, here.getLocalSocketAddress()));
            here.send(new DatagramPacket(bytes, 1, there.getLocalSocketAddress()));
        }
    }

    private void count(Map<String, Integer> directions, int port, int index) {
        byte[] bytes = batch.memory()
                .asSlice(batch.offset(index), batch.captured(index))
                .toArray(ValueLayout.JAVA_BYTE);
        int from = (bytes[34] & 0xff) << 8 | bytes[35] & 0xff;
        int to = (bytes[36] & 0xff) << 8 | bytes[37] & 0xff;
        if (bytes[23] == 17 && (from == port || to == port)) {
            directions.merge(String.valueOf(from ^ to), 1, Integer::sum);
        }
    }

    @Test
    void closedSourceHasEnded() throws IOException {
        open(CaptureFilter.ALL);
        source().close();

        assertThat(source().read(batch)).isFalse();
        assertThat(source().statistics().droppedByKernel()).isZero();
    }

    private RingSource source() {
        return Objects.requireNonNull(opened, "not opened");
    }

    private void open(CaptureFilter filter) throws IOException {
        try {
            opened = new RingSource(SMALL, filter, Set.of("lo"), Set.of(), Limits.DEFAULT, Clock.systemUTC());
        } catch (SystemCallException e) {
            if (e.number() == SystemCallException.NOT_PERMITTED) {
                abort("needs CAP_NET_RAW: " + e.getMessage());
            }
            throw e;
        }
    }

    private static String send(String host) throws IOException {
        return send(host, UUID.randomUUID().toString());
    }

    private static String send(String host, String text) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try (DatagramSocket socket = new DatagramSocket();
                DatagramSocket receiver = new DatagramSocket(new InetSocketAddress(address, 0))) {
            socket.send(new DatagramPacket(bytes, bytes.length, address, receiver.getLocalPort()));
        }
        return text;
    }

    private static void connect(String host, int port) {
        Assertions.assertThrows(ConnectException.class, () -> new Socket(host, port).close());
    }

    /// All bytes captured until `end` is among them.
    private String readUntil(String end) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(end) < 0) {
            assertThat(source().read(batch)).isTrue();
            for (int i = 0; i < batch.size(); i++) {
                all.append(packet(i));
            }
        }
        return all.toString();
    }

    private String packet(int index) {
        byte[] bytes = batch.memory()
                .asSlice(batch.offset(index), batch.captured(index))
                .toArray(ValueLayout.JAVA_BYTE);
        boolean six = bytes[12] == (byte) 0x86;
        if (bytes[six ? 20 : 23] == 6) {
            int ports = six ? 54 : 34;
            tcpPorts.add((bytes[ports] & 0xff) << 8 | bytes[ports + 1] & 0xff);
            tcpPorts.add((bytes[ports + 2] & 0xff) << 8 | bytes[ports + 3] & 0xff);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void readUntilQuiet() throws IOException {
        do {
            assertThat(source().read(batch)).isTrue();
        } while (batch.quietUntil() == PacketBatch.NO_TIME);
    }
}
