package dev.faultline.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<SingleInstance.Request> taken = new LinkedBlockingQueue<>();

    @Test
    void secondStartHandsItsFilesToTheFirst() throws Exception {
        SingleInstance.Request request =
                SingleInstance.Request.of(List.of(Path.of("/a/ö b.pcap"), Path.of("/c.pcapng")));
        try (SingleInstance first = new SingleInstance(folder.resolve("run"), taken::add)) {
            first.listen();
            assertThat(SingleInstance.handOver(folder.resolve("run"), request)).isTrue();
            assertThat(taken.poll(5, TimeUnit.SECONDS)).isEqualTo(request);
        }
    }

    @Test
    void filesThatAreOneStayOneOnTheWay() throws Exception {
        SingleInstance.Request request = new SingleInstance.Request(
                SingleInstance.Wish.TOGETHER, List.of(Path.of("/a.pcap"), Path.of("/b.pcap")));
        try (SingleInstance first = new SingleInstance(folder.resolve("run"), taken::add)) {
            first.listen();
            assertThat(SingleInstance.handOver(folder.resolve("run"), request)).isTrue();
            assertThat(taken.poll(5, TimeUnit.SECONDS)).isEqualTo(request);
        }
        assertThat(FaultlineApplication.requestOf(List.of(FaultlineApplication.argumentsOf(request))))
                .isEqualTo(request);
    }

    @Test
    void handingOverFailsWhenNoneRuns() {
        assertThat(SingleInstance.handOver(folder, SingleInstance.Request.ofDemo()))
                .isFalse();
    }

    @Test
    void socketLeftBehindIsNoObstacle() throws IOException {
        Files.createFile(folder.resolve("window.socket"));
        SingleInstance.Request request = SingleInstance.Request.ofDemo();
        assertThat(SingleInstance.handOver(folder, request)).isFalse();
        try (SingleInstance first = new SingleInstance(folder, taken::add)) {
            first.listen();
            assertThat(SingleInstance.handOver(folder, request)).isTrue();
        }
    }

    @Test
    void folderIsClosedToOthers() throws IOException {
        try (SingleInstance first = new SingleInstance(folder.resolve("run"), taken::add)) {
            first.listen();
            assertThat(Files.getPosixFilePermissions(folder.resolve("run")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }
}
