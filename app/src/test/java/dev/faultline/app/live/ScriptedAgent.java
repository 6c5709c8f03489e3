package dev.faultline.app.live;

import com.google.protobuf.MessageLite;
import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.agent.wire.MessageReader;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.engine.finding.Finding;
import dev.faultline.protocol.v1.AgentHello;
import dev.faultline.protocol.v1.ClockAnswer;
import dev.faultline.protocol.v1.FindingTold;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.Goodbye;
import dev.faultline.protocol.v1.ToAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// An agent whose words a test prepares. It answers probes of its clock by itself.
final class ScriptedAgent implements AgentFeed {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final AtomicLong clock = new AtomicLong(1_000_000_000_000L);

    private final BlockingQueue<Object> openings = new LinkedBlockingQueue<>();
    private final FeedPlace place;
    private volatile Optional<AgentFilter> filter = Optional.empty();
    private volatile Duration ahead = Duration.ZERO;
    private final AtomicInteger ends = new AtomicInteger();

    ScriptedAgent(FeedPlace place) {
        this.place = place;
    }

    /// Its clock is ahead by that much.
    void runsAhead(Duration time) {
        ahead = time;
    }

    void wants(AgentFilter other) {
        filter = Optional.of(other);
    }

    /// The next time it is joined, this link comes.
    Link accepts() throws IOException {
        Link link = new Link();
        openings.add(link);
        return link;
    }

    /// The next time it is joined, that fails.
    void fails(String why, boolean lasting) {
        openings.add(new FeedException(why, lasting));
    }

    int ends() {
        return ends.get();
    }

    FeedPace pace() {
        return new FeedPace(
                clock::get,
                Duration.ofMillis(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                attempt -> Duration.ZERO);
    }

    @Override
    public FeedPlace place() {
        return place;
    }

    @Override
    public AgentLink open(Consumer<FeedState> progress) throws FeedException, InterruptedException {
        Object next = openings.take();
        if (next instanceof FeedException failure) {
            throw failure;
        }
        return (Link) next;
    }

    @Override
    public Optional<AgentFilter> filter() {
        return filter;
    }

    @Override
    public void end() {
        ends.incrementAndGet();
    }

    /// One conversation, seen from the agent.
    final class Link implements AgentLink {
        final List<ToAgent> heard = new CopyOnWriteArrayList<>();
        private final BlockingQueue<ToAgent> unread = new LinkedBlockingQueue<>();
        private final PipedInputStream toDesktop = new PipedInputStream(1 << 20);
        private final PipedOutputStream agentOut = new PipedOutputStream(toDesktop);
        private final PipedInputStream fromDesktop = new PipedInputStream(1 << 20);
        private final PipedOutputStream desktopOut = new PipedOutputStream(fromDesktop);
        private final MessageWriter out = new MessageWriter(agentOut);
        private final CountDownLatch greeted = new CountDownLatch(1);
        private volatile boolean closed;

        Link() throws IOException {
            Thread.ofVirtual().start(this::hear);
        }

        private void hear() {
            MessageReader<ToAgent> in = new MessageReader<>(fromDesktop, ToAgent.parser());
            try {
                for (ToAgent message = in.read(); message != null; message = in.read()) {
                    heard.add(message);
                    if (message.hasClock()) {
                        greeted.await();
                        long sent = message.getClock().getSent();
                        says(FromAgent.newBuilder()
                                .setClock(ClockAnswer.newBuilder().setSent(sent).setAgentTime(sent + ahead.toNanos()))
                                .build());
                    } else {
                        unread.add(message);
                    }
                }
            } catch (IOException | InterruptedException e) {
                // The test has ended.
            }
        }

        /// What the desktop says next, but for probes of the clock.
        ToAgent next() throws InterruptedException {
            ToAgent message = unread.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("the desktop says nothing");
            }
            return message;
        }

        Link says(MessageLite message) throws IOException {
            out.write(message);
            return this;
        }

        Link greets(String instance) throws IOException {
            return greets(instance, 1, 1);
        }

        Link greets(String instance, int from, int to) throws IOException {
            says(FromAgent.newBuilder()
                    .setHello(AgentHello.newBuilder()
                            .setVersionFrom(from)
                            .setVersionTo(to)
                            .setProgram("9.9")
                            .setInstance(instance)
                            .setHost("worker-1")
                            .setCaptureStart(1))
                    .build());
            greeted.countDown();
            return this;
        }

        Link tells(long number, Finding finding) throws IOException {
            return says(FromAgent.newBuilder()
                    .setFinding(FindingTold.newBuilder().setNumber(number).setFinding(FindingCodec.encode(finding)))
                    .build());
        }

        Link saysGoodbye(String why) throws IOException {
            return says(FromAgent.newBuilder()
                    .setGoodbye(Goodbye.newBuilder().setWhy(why))
                    .build());
        }

        /// Sends a message but for its last bytes, and cuts the link.
        void breaksInside(MessageLite message) throws IOException {
            byte[] bytes = message.toByteArray();
            agentOut.write(bytes.length);
            agentOut.write(bytes, 0, bytes.length / 2);
            breaks();
        }

        /// Something that is no message.
        void saysRaw(String text) throws IOException {
            agentOut.write(text.getBytes(StandardCharsets.US_ASCII));
            agentOut.flush();
        }

        /// Cuts the link.
        void breaks() throws IOException {
            agentOut.close();
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public InputStream fromAgent() {
            return toDesktop;
        }

        @Override
        public OutputStream toAgent() {
            return desktopOut;
        }

        @Override
        public String trouble() {
            return "";
        }

        @Override
        public void close() {
            closed = true;
            try {
                agentOut.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
