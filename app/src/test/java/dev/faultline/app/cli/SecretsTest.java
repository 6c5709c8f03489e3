package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingStore;
import dev.faultline.engine.finding.Explainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients authenticate with, and what they send, stays in the packets: it reaches no store, export or log.
/// In the captures of the lab's servers every password and many a value is the word that is looked for here.
class SecretsTest {
    private static final String SECRET = "s3cret";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static List<Path> captures() throws IOException {
        List<Path> captures = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("..", "lab", "servers"))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".pcap") && text(file).contains(SECRET)) {
                    captures.add(file);
                }
            }
        }
        assertThat(captures).hasSizeGreaterThan(2);
        return captures;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("captures")
    void passwordsOfServersReachNothing(Path capture) throws Exception {
        check(capture);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer s3cret", "Cookie: id=s3cret", "X-Api-Key: s3cret"})
    void headersOfRequestsReachNothing(String header) throws Exception {
        Path capture = folder.resolve("http.pcap");
        Files.write(
                capture,
                exchange(
                        "GET /a?token=s3cret HTTP/1.1\r\nHost: h\r\n" + header + "\r\n\r\n",
                        "HTTP/1.1 500 E\r\nSet-Cookie: id=s3cret\r\nContent-Length: 6\r\n\r\ns3cret"));

        assertThat(check(capture)).contains("http.5xx");
    }

    @Test
    void passwordsOfRedisReachNothing() throws Exception {
        Path capture = folder.resolve("redis.pcap");
        Files.write(capture, exchange("*2\r\n$4\r\nAUTH\r\n$6\r\ns3cret\r\n", "-WRONGPASS s3cret\r\n"));

        assertThat(check(capture)).contains("redis.error");
    }

    /// @return all findings as JSON lines
    private String check(Path capture) throws Exception {
        List<String> logged = new ArrayList<>();
        Handler handler = handler(logged);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            for (String format : List.of("table", "html")) {
                assertThat(CommandLineRun.of("analyze", "--format", format, capture.toString())
                                .toString())
                        .doesNotContain(SECRET);
            }
            String json = CommandLineRun.of("analyze", "--format", "jsonl", capture.toString())
                    .toString();
            assertThat(json).doesNotContain(SECRET);
            store(capture);
            assertThat(logged).noneMatch(line -> line.contains(SECRET));
            return json;
        } finally {
            root.removeHandler(handler);
        }
    }

    private void store(Path capture) throws Exception {
        Explainer explainer = new Explainer();
        Path base = Files.createTempDirectory(folder, "store");
        try (ExecutorService executor = Executors.newCachedThreadPool();
                FindingStore store = FindingStore.open(new FindingStore.Options(
                        base.resolve("findings.db"),
                        FindingStore.Options.DEFAULT_SIZE_LIMIT,
                        finding -> explainer.explain(finding).title(),
                        Clock.systemUTC()));
                Sessions sessions = new Sessions(store, executor)) {
            var session = sessions.open(capture);
            assertThat(session.awaitEnd(PATIENCE)).isTrue();
            List<String> found = new ArrayList<>();
            store.forEach(FindingQuery.all(session.id()), finding -> found.add(finding.toString()));
            assertThat(found).isNotEmpty();
        }
        try (Stream<Path> files = Files.list(base)) {
            for (Path file : files.toList()) {
                assertThat(text(file)).as(file.toString()).doesNotContain(SECRET);
            }
        }
    }

    private static Handler handler(List<String> logged) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage()
                        + List.of(line.getParameters() == null ? new Object[0] : line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        return handler;
    }

    // ------------------------------------------------------------------------------------------------ a capture

    /// A connection with one request and one answer, as a pcap file of raw IP packets.
    private static byte[] exchange(String request, String answer) {
        ByteBuffer file = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(101);
        int asked = 1000 + request.length();
        segment(file, true, 2, 999, 0, "");
        segment(file, false, 18, 4999, 1000, "");
        segment(file, true, 16, 1000, 5000, "");
        segment(file, true, 24, 1000, 5000, request);
        segment(file, false, 24, 5000, asked, answer);
        segment(file, true, 16, asked, 5000 + answer.length(), "");
        byte[] bytes = new byte[file.position()];
        file.flip().get(bytes);
        return bytes;
    }

    private static void segment(ByteBuffer file, boolean toServer, int flags, int seq, int ack, String text) {
        byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer ip = ByteBuffer.allocate(40 + payload.length);
        ip.putShort((short) 0x4500).putShort((short) ip.capacity()).putInt(0).putInt(0x4006_0000);
        ip.putInt(toServer ? 0x0a000001 : 0x0a000002).putInt(toServer ? 0x0a000002 : 0x0a000001);
        ip.putShort((short) (toServer ? 40_000 : 8080)).putShort((short) (toServer ? 8080 : 40_000));
        ip.putInt(seq)
                .putInt(ack)
                .put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 60_000)
                .putInt(0)
                .put(payload);
        file.putInt(1_700_000_000)
                .putInt(file.position())
                .putInt(ip.capacity())
                .putInt(ip.capacity())
                .put(ip.array());
    }
}
