package dev.faultline.app.live;

import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.agent.wire.MessageReader;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.agent.wire.ProtocolVersions;
import dev.faultline.protocol.v1.ClockAnswer;
import dev.faultline.protocol.v1.ClockProbe;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.EvidenceTaken;
import dev.faultline.protocol.v1.FilterWanted;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.Stop;
import dev.faultline.protocol.v1.ToAgent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One conversation with an agent. One thread reads; a thread of its own gives signs of life, each of them a
/// probe of the clock, and tells the agent when another filter is wanted.
final class AgentConversation implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final long MOST_BETWEEN_BEATS = TimeUnit.SECONDS.toNanos(1);
    private static final int BEATS_IN_SILENCE = 5;
    /// What an agent may take to end its analysis, ten seconds at most, and to say goodbye.
    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(12);
    /// The silence in which an agent that was asked to end counts as gone: one that still analyses counts aloud,
    /// once a second.
    private static final long FAREWELL_SILENCE = TimeUnit.SECONDS.toNanos(5);

    private final AgentFeed feed;
    private final AgentLink link;
    private final FeedPace pace;
    private final PumpedStream bytes;
    private final BufferedInputStream buffered;
    private final MessageReader<FromAgent> in;
    private final MessageWriter out;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long heard;
    private volatile long stopped;
    private volatile boolean stopping;
    private long received;

    AgentConversation(AgentFeed feed, AgentLink link, FeedPace pace) {
        this.feed = feed;
        this.link = link;
        this.pace = pace;
        heard = pace.nanoTime().getAsLong();
        String name = "faultline-agent-" + feed.place().label();
        bytes = new PumpedStream(link.fromAgent(), name, pace.tick().toNanos(), this::isAlive);
        buffered = new BufferedInputStream(bytes, BUFFER);
        in = new MessageReader<>(buffered, FromAgent.parser());
        out = new MessageWriter(link.toAgent());
    }

    /// Says hello, and behind which finding, which packets and which sightings to go on.
    void begin(String instance, long since, long packetsSince, long sightingsSince) throws IOException {
        String version = AgentConversation.class.getPackage().getImplementationVersion();
        out.write(ToAgent.newBuilder()
                .setHello(DesktopHello.newBuilder()
                        .setVersionFrom(ProtocolVersions.SPOKEN.from())
                        .setVersionTo(ProtocolVersions.SPOKEN.to())
                        .setProgram(Objects.requireNonNullElse(version, "dev"))
                        .setInstance(instance)
                        .setSince(since)
                        .addAllCapabilities(List.of("evidence", "addresses", "sightings"))
                        .setEvidenceSince(packetsSince)
                        .setSightingsSince(sightingsSince))
                .build());
        Thread.ofVirtual().name("faultline-agent-beat").start(this::beat);
    }

    /// The next message; blocks until it is there.
    ///
    /// @return null at the end of the stream
    /// @throws java.io.InterruptedIOException when the agent is silent, or has had its time to say goodbye
    /// @throws IOException when the stream breaks, or is no agent's
    @Nullable
    FromAgent read() throws IOException {
        FromAgent message = in.read();
        heard = pace.nanoTime().getAsLong();
        return message;
    }

    /// Whether a message, or a part of one, has come already.
    boolean hasMore() {
        try {
            return buffered.available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// Asked by the reading thread while nothing comes.
    private boolean isAlive() {
        long now = pace.nanoTime().getAsLong();
        long count = bytes.received();
        if (count != received) {
            received = count;
            heard = now;
        }
        boolean late = stopping && (now - stopped > FAREWELL || now - Math.max(heard, stopped) > FAREWELL_SILENCE);
        return !late && now - heard < pace.silence().toNanos();
    }

    /// When the agent was last heard, as [System#nanoTime()].
    long heard() {
        return heard;
    }

    // -------------------------------------------------------------------------------------------------- speaking

    private void beat() {
        long nanos = Math.min(MOST_BETWEEN_BEATS, pace.silence().toNanos() / BEATS_IN_SILENCE);
        Optional<AgentFilter> sent = Optional.empty();
        try {
            do {
                out.write(ToAgent.newBuilder()
                        .setClock(ClockProbe.newBuilder().setSent(now()))
                        .build());
                Optional<AgentFilter> wanted = feed.filter();
                if (wanted.isPresent() && !wanted.equals(sent)) {
                    out.write(ToAgent.newBuilder()
                            .setFilter(message(wanted.get()))
                            .build());
                    sent = wanted;
                }
            } while (!over.await(nanos, TimeUnit.NANOSECONDS));
        } catch (IOException e) {
            // The link is gone, which whoever reads learns as well.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FilterWanted message(AgentFilter filter) {
        FilterWanted.Builder message = FilterWanted.newBuilder().addAllWithoutTcpPorts(filter.withoutTcpPorts());
        filter.hosts().forEach(host -> message.addHosts(FindingCodec.encode(host)));
        return message.build();
    }

    /// The answer to a probe of the clock.
    void answered(ClockAnswer answer, AgentClock clock) {
        clock.answered(answer.getSent(), answer.getAgentTime(), now());
    }

    private static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /// Packets of findings were dealt with: as many more may come.
    void taken() throws IOException {
        out.write(ToAgent.newBuilder()
                .setTaken(EvidenceTaken.getDefaultInstance())
                .build());
    }

    /// Asks the agent to end; does not wait for it.
    void stop() {
        stopped = pace.nanoTime().getAsLong();
        stopping = true;
        Thread.ofVirtual().name("faultline-agent-stop").start(() -> {
            try {
                out.write(
                        ToAgent.newBuilder().setStop(Stop.getDefaultInstance()).build());
            } catch (IOException e) {
                // The link is gone: whoever removes what was made ends the agent too.
            }
        });
    }

    @Override
    public void close() {
        over.countDown();
        link.close();
        try {
            buffered.close();
        } catch (IOException e) {
            // It is not read any more.
        }
    }
}
