package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.agent.JoinedAgent;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real agent, real errors, and a link that is cut after any byte, again and again.
@Timeout(180)
class RemoteLinkCutTest {
    private static final int CUTS = 100;
    private static final int FIRST_PORT = 20_000;
    private static final int MOST_BYTES = 1500;

    @TempDir
    private Path folder = Path.of("");

    private final Random random = new Random(20261125);
    private final AtomicInteger links = new AtomicInteger();

    private Path socket() {
        return folder.resolve("agent").resolve("socket");
    }

    private Process agent(NetworkNamespaces network) throws IOException {
        List<String> command = new ArrayList<>(network.client().prefix());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.faultline.agent.AgentMain",
                "run",
                "--socket",
                socket().toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Each link but the last breaks after some bytes.
    private final class CutFeed implements AgentFeed {
        @Override
        public FeedPlace place() {
            return FeedPlace.node("worker-1");
        }

        @Override
        public Optional<AgentFilter> filter() {
            return Optional.empty();
        }

        @Override
        public AgentLink open(Consumer<FeedState> progress) throws FeedException {
            try {
                JoinedAgent joined = new JoinedAgent(socket());
                boolean last = links.incrementAndGet() > CUTS;
                return new CutLink(joined, last ? Long.MAX_VALUE : random.nextInt(MOST_BYTES));
            } catch (IOException e) {
                throw new FeedException(String.valueOf(e.getMessage()), false, e);
            }
        }

        @Override
        public void end() {}
    }

    private record CutLink(JoinedAgent joined, long bytes) implements AgentLink {
        @Override
        public InputStream fromAgent() {
            return new FilterInputStream(joined.output()) {
                private long left = bytes;

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    if (left <= 0) {
                        throw new IOException("cut");
                    }
                    int read = super.read(into, offset, (int) Math.min(length, left));
                    left -= read;
                    return read;
                }
            };
        }

        @Override
        public OutputStream toAgent() {
            return joined.input();
        }

        @Override
        public String trouble() {
            return "";
        }

        @Override
        public void close() {
            try {
                joined.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(10));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void linkThatIsCutAHundredTimesLosesNoFindingAndDoublesNone() throws Exception {
        assumeTrue(NetworkNamespaces.allowed(), "no network namespaces here");
        FeedPace usual = FeedPace.USUAL;
        FeedPace quick = new FeedPace(
                usual.nanoTime(), usual.tick(), usual.margin(), usual.silence(), attempt -> Duration.ofMillis(20));
        try (NetworkNamespaces network = new NetworkNamespaces();
                LiveStore opened = new LiveStore(folder, quick)) {
            Process agent = agent(network);
            try {
                await(() -> Files.exists(socket()));
                LiveSession session = opened.live.start(LivePlan.of("test"), List.of(new CutFeed()));
                int port = FIRST_PORT;
                while (links.get() <= CUTS) {
                    network.connectToClosedPort(port++);
                }
                int end = port;
                assertThat(end - FIRST_PORT).isGreaterThan(10);
                await(() -> refused(opened, session).size() >= end - FIRST_PORT);
                session.stop();
                assertThat(session.session().awaitEnd(Duration.ofSeconds(30))).isTrue();

                List<Finding> found = refused(opened, session);
                assertThat(found)
                        .extracting(finding ->
                                finding.dst() == null ? -1 : finding.dst().port())
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(FIRST_PORT, end).boxed().toList());
                assertThat(found)
                        .allSatisfy(finding -> assertThat(finding.count()).isEqualTo(1));
            } finally {
                agent.destroyForcibly();
            }
        }
    }

    private static List<Finding> refused(LiveStore opened, LiveSession session) {
        List<Finding> found = new ArrayList<>();
        opened.store.forEach(FindingQuery.all(session.session().id()), found::add);
        return found.stream()
                .filter(finding -> finding.kind() == FindingKind.TCP_CONNECT_REFUSED)
                .toList();
    }
}
