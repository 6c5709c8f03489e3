package dev.faultline.engine.detect;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Exchanges of every protocol with bytes changed, cut, repeated and left out: whatever they say, the analysis
/// ends and throws nothing. `-Dfaultline.fuzz.runs=N` makes more of each.
class StreamFuzzTest {
    private static final int RUNS = Integer.getInteger("faultline.fuzz.runs", 60);

    /// The beginning of an exchange in each protocol: client and server in turn.
    private static final List<List<String>> SEEDS = List.of(
            List.of(
                    "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
            List.of(
                    "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
                    "HTTP/1.1 101 S\r\nUpgrade: websocket\r\n\r\n",
                    "\u0081\u0085abcdhello",
                    "\u0089\0\u0088\2\3\u00f3"),
            List.of(
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0" + "\0\0\6\1\5\0\0\0\1\u0082\u0086\u0084A\1h",
                    "\0\0\0\4\0\0\0\0\0\0\0\1\1\4\0\0\0\1\u0088\0\0\5\0\1\0\0\0\1hello",
                    "\0\0\4\3\0\0\0\0\1\0\0\0\u0008\0\0\u0008\7\0\0\0\0\0\0\0\0\1\0\0\0\2"),
            List.of("\u0016\3\1\0-\1\0\0)\3\3" + "r".repeat(32) + "\0\0\2\u0013\1\1\0", "\u0015\3\3\0\2\2("),
            List.of("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", "$3\r\nabc\r\n-ERR x\r\n%1\r\n+a\r\n*1\r\n:1\r\n"),
            List.of(
                    "\0\0\0\u0010\0\3\0\0user\0u\0\0",
                    "R\0\0\0\u0008\0\0\0\0Z\0\0\0\5I",
                    "Q\0\0\0\rselect 1\0P\0\0\0\u0008a\0b\0S\0\0\0\4",
                    "E\0\0\0\u0011SERROR\0C42601\0\0Z\0\0\0\5I"),
            List.of(
                    "",
                    "\u0014\0\0\0\n8.0.36\0abcdefghijkl",
                    "\u0008\0\0\1\5\u00a6\u000f\0user",
                    "\7\0\0\2\0\0\0\2\0\0\0",
                    "\u0009\0\0\0\3select 1",
                    "\r\0\0\1\u00ff(\4#08004text"),
            List.of(
                    "\0\0\0\r\0\u0012\0\2\0\0\0\1\0\3app",
                    "\0\0\0\n\0\0\0\1\0\0\0\0\0\0",
                    "\0\0\0\u0013\0\0\0\7\0\0\0\2\0\3app\u00ff\u00ff\0\1\0\0",
                    "\0\0\0\u0017\0\0\0\2\0\0\0\1\0\1t\0\0\0\1\0\0\0\0\0\6off"),
            List.of(
                    "AMQP\0\0\u0009\1",
                    "\1\0\0\0\0\0\6\0\n\0\n\0\u0009\u00ce",
                    "\1\0\0\0\0\0\f\0\n\0\u001f\0\0\0\0\0\0\0\3\u00ce"
                            + "\1\0\1\0\0\0\r\0002\0\n\0\0\1q\0\0\0\0\0\u00ce",
                    "\1\0\1\0\0\0\7\0\u0014\0(\1\u0094\0\u00ce"),
            List.of(
                    ")\0\0\0\1\0\0\0\0\0\0\0\u00dd\7\0\0\0\0\0\0\0\u0014\0\0\0\u0010hello\0\1\0\0\0\0",
                    "&\0\0\0\2\0\0\0\1\0\0\0\u00dd\7\0\0\0\0\0\0\0\u0011\0\0\0\1ok\0\0\0\0\0\0\0\0\0\0"),
            List.of(
                    "\0\u001b\0\1\1\0\0\1\0\0\0\0\0\0\1a\7example\0\0\1\0\1",
                    "\0\u001b\0\1\u0081\u0083\0\1\0\0\0\0\0\0\1a\7example\0\0\1\0\1"));

    static Stream<Integer> seeds() {
        return IntStream.range(0, SEEDS.size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changedExchangesThrowNothing(int seed) {
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            byte[] input = changed(SEEDS.get(seed), random);

            assertThatCode(() -> StreamFuzzer.fuzzerTestOneInput(input)).doesNotThrowAnyException();
        }
    }

    private static byte[] changed(List<String> exchange, Random random) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int i = 0; i < exchange.size(); i++) {
            byte[] text = exchange.get(i).getBytes(StandardCharsets.ISO_8859_1);
            for (int change = random.nextInt(4); change > 0 && text.length > 0; change--) {
                int where = random.nextInt(text.length);
                text[where] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) (text[where] ^ 1 << random.nextInt(8));
            }
            int cut = random.nextInt(5) == 0 && text.length > 0 ? random.nextInt(text.length) : text.length;
            add(input, i % 2 | random.nextInt(16) << 4 & 0x30, text, 0, cut);
            add(input, i % 2 | (random.nextInt(6) == 0 ? 6 : 0), text, cut, text.length - cut);
        }
        return input.toByteArray();
    }

    private static void add(ByteArrayOutputStream input, int flags, byte[] text, int from, int length) {
        input.write(flags);
        input.write(length);
        input.write(text, from, length);
    }
}
