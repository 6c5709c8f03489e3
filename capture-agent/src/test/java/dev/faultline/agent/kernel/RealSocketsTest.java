package dev.faultline.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Looks at the kernel that the test runs on; time is the test's own.
@EnabledOnOs(OS.LINUX)
@Timeout(30)
class RealSocketsTest {
    private static final Path PROC = Path.of("/proc");

    @Test
    void leakedConnectionIsSeen() throws IOException {
        List<Finding> findings = new ArrayList<>();
        KernelWatch watch = new KernelWatch("test", PROC, findings::add);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
            Socket client = new Socket(loopback, listener.getLocalPort());
            int port = client.getLocalPort();
            try (Socket leaked = listener.accept()) {
                client.close();
                assertThat(leaked.getInputStream().read()).isEqualTo(-1);
                long now = TimeUnit.SECONDS.toNanos(1_700_000_000);
                watch.look(now);
                watch.look(now + TimeUnit.SECONDS.toNanos(11));
            }
            assertThat(findings)
                    .filteredOn(finding -> finding.kind() == FindingKind.TCP_CLOSE_WAIT)
                    .anySatisfy(
                            finding -> assertThat(String.valueOf(finding.src())).endsWith(":" + port));
        }
    }

    @Test
    void kernelOfThisMachineIsUnderstood() {
        ProcFolder proc = new ProcFolder(PROC);
        SocketTable table = new SocketTable(proc, 1_000_000);
        table.read(row -> {});

        assertThat(table.odd()).isZero();
        assertThat(KernelCounters.read(proc).grown())
                .containsKeys("TcpExt.ListenDrops", "Tcp.RetransSegs", "Ip.InDiscards", "Softnet.dropped");
        assertThat(KernelCounters.read(proc).now()).containsKey("Sockets.TCP.orphan");
    }
}
