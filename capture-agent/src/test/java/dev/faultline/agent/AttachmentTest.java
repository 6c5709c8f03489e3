package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(30)
class AttachmentTest {
    private final Path socket;
    private final ServerSocketChannel agent;
    private final PipedOutputStream desktop = new PipedOutputStream();
    private final PipedInputStream fromDesktop = new PipedInputStream(desktop);

    AttachmentTest(@TempDir Path folder) throws IOException {
        socket = folder.resolve("socket");
        agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        agent.bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws IOException {
        desktop.close();
        agent.close();
    }

    @Test
    void bytesGoBothWays() throws Exception {
        PipedInputStream toDesktop = new PipedInputStream();
        CompletableFuture<Boolean> carried = carry(new PipedOutputStream(toDesktop), Duration.ofSeconds(20));
        try (SocketChannel there = agent.accept()) {
            desktop.write("question".getBytes(StandardCharsets.US_ASCII));
            desktop.flush();
            assertThat(Channels.newInputStream(there).readNBytes(8)).asString().isEqualTo("question");

            Channels.newOutputStream(there).write("answer".getBytes(StandardCharsets.US_ASCII));
            assertThat(toDesktop.readNBytes(6)).asString().isEqualTo("answer");
        }
        assertThat(carried.get()).isTrue();
    }

    @Test
    void endOfTheDesktopEndsIt() throws Exception {
        CompletableFuture<Boolean> carried = carry(OutputStream.nullOutputStream(), Duration.ofSeconds(20));
        try (SocketChannel there = agent.accept()) {
            desktop.close();

            assertThat(carried.get()).isTrue();
            assertThat(Channels.newInputStream(there).read()).isEqualTo(-1);
        }
    }

    @Test
    void silenceEndsItThoughItsWriterIsStuck() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Boolean> carried = carry(new StuckStream(stuck, never), Duration.ofMillis(100));
        try (SocketChannel there = agent.accept()) {
            Channels.newOutputStream(there).write(1);
            stuck.await();

            assertThat(carried.get()).isFalse();
        } finally {
            never.countDown();
        }
    }

    @Test
    void noAgentIsToldAtOnce() throws IOException {
        agent.close();

        assertThatIOException()
                .isThrownBy(() -> new Attachment(
                        socket, InputStream.nullInputStream(), OutputStream.nullOutputStream(), Duration.ofSeconds(1)));
    }

    private CompletableFuture<Boolean> carry(OutputStream toDesktop, Duration patience) throws IOException {
        Attachment attachment = new Attachment(socket, fromDesktop, toDesktop, patience);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return attachment.carry();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// Takes nothing, as a pipe whose reader has gone silent.
    private static final class StuckStream extends OutputStream {
        private final CountDownLatch stuck;
        private final CountDownLatch never;

        StuckStream(CountDownLatch stuck, CountDownLatch never) {
            this.stuck = stuck;
            this.never = never;
        }

        @Override
        public void write(int value) {
            stuck.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
