package dev.faultline.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looks at texts as kernels write them, and as they should not.
class KernelWatchTest {
    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
    private static final String NETSTAT = """
            TcpExt: SyncookiesSent ListenOverflows ListenDrops TCPBacklogDrop
            TcpExt: 0 %d %d %d
            IpExt: InNoRoutes InOctets
            IpExt: 0 1000
            """;
    private static final String SNMP = """
            Ip: Forwarding DefaultTTL InDiscards
            Ip: 1 64 0
            Tcp: RtoAlgorithm MaxConn OutSegs RetransSegs
            Tcp: 1 -1 %d %d
            """;

    @TempDir
    Path proc;

    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private KernelWatch watch;
    private long now = TimeUnit.SECONDS.toNanos(1_700_000_000);

    @BeforeEach
    void watch() {
        watch = new KernelWatch("test", proc, finding -> findings.put(finding.id(), finding));
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void look(int secondsLater) {
        now += TimeUnit.SECONDS.toNanos(secondsLater);
        watch.look(now);
    }

    private Finding only() {
        assertThat(findings).hasSize(1);
        return findings.values().iterator().next();
    }

    private static String socket(int number, String local, String remote, String state, int queue) {
        return "%4d: %s %s %s 00000000:%08X 00:00000000 00000000     0        0 109 1 0000 100 0 0 10 0\n"
                .formatted(number, local, remote, state, queue);
    }

    @Test
    void connectionInCloseWaitFromBeforeTheCaptureIsTold() throws IOException {
        write(
                "net/tcp",
                HEADING
                        + socket(0, "0100007F:1F90", "00000000:0000", "0A", 0)
                        + socket(1, "0A01000A:1F90", "0B01000A:C350", "08", 0));
        look(0);
        assertThat(findings).isEmpty();
        look(11);

        Finding finding = only();
        assertThat(finding.kind()).isEqualTo(FindingKind.TCP_CLOSE_WAIT);
        assertThat(String.valueOf(finding.src())).isEqualTo("10.0.1.11:50000");
        assertThat(String.valueOf(finding.dst())).isEqualTo("10.0.1.10:8080");
        assertThat(finding.blame()).isEqualTo(Blame.DST);
        assertThat(new Explainer().explain(finding).detail()).contains("at least 11 s");

        look(60);
        assertThat(only().severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void connectionThatComesIntoCloseWaitLaterIsLeftToItsPackets() throws IOException {
        write("net/tcp", HEADING);
        look(0);
        write("net/tcp", HEADING + socket(1, "0A01000A:1F90", "0B01000A:C350", "08", 0));
        look(11);
        look(60);

        assertThat(findings).isEmpty();
    }

    @Test
    void lastAckOfVersionSixIsTold() throws IOException {
        String six = "000080FE000000000000000001000000";
        write("net/tcp6", HEADING + socket(0, six + ":C350", six + ":0050", "09", 0));
        look(0);
        look(11);

        assertThat(only().kind()).isEqualTo(FindingKind.TCP_LAST_ACK);
        assertThat(String.valueOf(only().dst())).isEqualTo("[fe80::1]:80");
    }

    @Test
    void listenOverflowNamesTheListenerWithTheLongestQueue() throws IOException {
        write("net/netstat", NETSTAT.formatted(7, 9, 0));
        look(0);
        write("net/netstat", NETSTAT.formatted(10, 14, 0));
        write("net/tcp", HEADING + socket(0, "0A01000A:1F90", "00000000:0000", "0A", 129));
        look(5);

        assertThat(only().kind()).isEqualTo(FindingKind.KERNEL_LISTEN_OVERFLOW);
        assertThat(only().count()).isEqualTo(5);
        assertThat(new Explainer().explain(only()).detail()).contains("5 times", "3 times", "129 connections");
        assertThat(String.valueOf(only().dst())).isEqualTo("10.0.1.10:8080");
    }

    @Test
    void whatWasCountedBeforeTheCaptureIsNotTold() throws IOException {
        write("net/netstat", NETSTAT.formatted(70, 90, 5));
        look(0);
        look(5);

        assertThat(findings).isEmpty();
        assertThat(watch.grown()).isEmpty();
    }

    @Test
    void findingIsToldAgainOnlyWhenItGrows() throws IOException {
        write("net/netstat", NETSTAT.formatted(0, 0, 0));
        look(0);
        write("net/netstat", NETSTAT.formatted(0, 0, 3));
        look(5);
        Finding first = only();
        look(5);
        assertThat(only()).isSameAs(first);

        write("net/netstat", NETSTAT.formatted(0, 0, 4));
        look(5);
        assertThat(only().count()).isEqualTo(4);
        assertThat(only().kind()).isEqualTo(FindingKind.KERNEL_DROPS);
        assertThat(watch.grown()).containsEntry("TcpExt.TCPBacklogDrop", 4L);
    }

    @Test
    void retransmissionsAreToldWhenTheyAreManyOfWhatWasSent() throws IOException {
        write("net/snmp", SNMP.formatted(1000, 0));
        look(0);
        write("net/snmp", SNMP.formatted(101_000, 60));
        look(5);
        assertThat(findings).isEmpty();

        write("net/snmp", SNMP.formatted(102_000, 160));
        look(5);
        assertThat(only().kind()).isEqualTo(FindingKind.KERNEL_RETRANSMISSIONS);
        assertThat(only().severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void usedUpPortsAreToldWithThePlaceThatUsesThem() throws IOException {
        write("sys/net/ipv4/ip_local_port_range", "40000\t40099\n");
        StringBuilder table = new StringBuilder(HEADING);
        for (int i = 0; i < 95; i++) {
            table.append(socket(i, "0A01000A:%04X".formatted(40000 + i), "0B01000A:0050", i < 90 ? "06" : "01", 0));
        }
        write("net/tcp", table.toString());
        look(0);

        assertThat(only().kind()).isEqualTo(FindingKind.KERNEL_PORTS_EXHAUSTED);
        assertThat(only().severity()).isEqualTo(Severity.WARNING);
        assertThat(new Explainer().explain(only()).detail()).contains("10.0.1.11:80", "95 of 100 ports", "90 sockets");
    }

    @Test
    void fullConntrackTableIsTold() throws IOException {
        write("net/stat/nf_conntrack", "entries found drop early_drop\n000000ff 00 01 00\n000000ff 00 02 00\n");
        write("sys/net/netfilter/nf_conntrack_count", "255\n");
        write("sys/net/netfilter/nf_conntrack_max", "256\n");
        look(0);
        write("net/stat/nf_conntrack", "entries found drop early_drop\n000000ff 00 0b 00\n000000ff 00 02 00\n");
        look(5);

        assertThat(only().kind()).isEqualTo(FindingKind.KERNEL_CONNTRACK_FULL);
        assertThat(new Explainer().explain(only()).detail()).contains("255 of 256 entries", "10 packets");
    }

    @Test
    void brokenTextsAreNoTrouble() throws IOException {
        for (String broken : List.of(
                "",
                "\n\n\n",
                "TcpExt: A B C\n",
                "TcpExt: A B\nTcpExt: 1\n",
                "TcpExt: A\nIpExt: 99999999999999999999999\n",
                "TcpExt: ListenDrops\nTcpExt: -5\n",
                HEADING + "   0: 0100007F",
                HEADING + "   0: 0100007F:1F90 00000000:0000 0A 0000",
                HEADING + "   0: XYZ:1F90 0:0 ZZ\n",
                HEADING + "x".repeat(200_000),
                "\u0000\u0001\u00ff".repeat(1000))) {
            for (String name : List.of(
                    "net/netstat",
                    "net/snmp",
                    "net/tcp",
                    "net/tcp6",
                    "net/sockstat",
                    "net/softnet_stat",
                    "net/stat/nf_conntrack",
                    "sys/net/ipv4/ip_local_port_range")) {
                write(name, broken);
            }
            look(30);
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void tableCutInsideALineGivesWhatIsWhole() throws IOException {
        String whole = HEADING + socket(0, "0A01000A:1F90", "0B01000A:C350", "08", 0);
        write(
                "net/tcp",
                whole + socket(1, "0A01000A:1F90", "0B01000A:C351", "08", 0).substring(0, 40));
        look(0);
        look(11);

        assertThat(findings).hasSize(1);
    }

    @Test
    void hugeTableIsReadAsAStream() throws IOException {
        StringBuilder table = new StringBuilder(HEADING);
        for (int i = 0; i < 60_000; i++) {
            table.append(socket(i, "0A01000A:1F90", "%08X:C350".formatted(i), "08", 0));
        }
        write("net/tcp", table.toString());
        look(0);
        look(11);

        assertThat(findings).hasSize(500);
    }
}
