package dev.faultline.agent;

import com.google.protobuf.ByteString;
import dev.faultline.agent.ring.CaptureFilter;
import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.agent.wire.MessageReader;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.agent.wire.ProtocolVersions;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.protocol.v1.Beat;
import dev.faultline.protocol.v1.ClockAnswer;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.FilterWanted;
import dev.faultline.protocol.v1.FindingTold;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.Goodbye;
import dev.faultline.protocol.v1.Refusal;
import dev.faultline.protocol.v1.ToAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// One desktop that listens to the agent. One thread hears it ([#hear()]), another one tells it what is new
/// ([#tell()]).
final class Conversation {
    private static final int FINDINGS_AT_ONCE = 256;
    private static final long PAUSE_MILLIS = 250;
    private static final long BETWEEN_STATISTICS = TimeUnit.SECONDS.toNanos(1);

    private final AgentFacts agent;
    private final RunningCapture capture;
    private final Runnable stop;
    private final MessageReader<ToAgent> in;
    private final MessageWriter out;
    private final StatisticsClock statistics;
    private volatile boolean over;
    private long told;

    /// @param stop ends the whole agent; called when the desktop wants it
    Conversation(AgentFacts agent, RunningCapture capture, Runnable stop, InputStream in, OutputStream out) {
        this.agent = agent;
        this.capture = capture;
        this.stop = stop;
        this.in = new MessageReader<>(in, ToAgent.parser());
        this.out = new MessageWriter(out);
        statistics = new StatisticsClock(capture);
    }

    /// Says who is here, and hears where the desktop wants to go on.
    ///
    /// @return whether the two understand each other
    /// @throws IOException when the stream breaks
    boolean begin() throws IOException {
        out.write(FromAgent.newBuilder()
                .setHello(agent.hello(capture.journal().last()))
                .build());
        ToAgent first = in.read();
        if (first == null) {
            return false;
        }
        if (!first.hasHello()) {
            refuse("the desktop did not say hello");
            return false;
        }
        return accepts(first.getHello());
    }

    private boolean accepts(DesktopHello hello) throws IOException {
        ProtocolVersions theirs = new ProtocolVersions(hello.getVersionFrom(), hello.getVersionTo());
        if (ProtocolVersions.SPOKEN.common(theirs).isEmpty()) {
            refuse("the agent " + agent.program() + " speaks version " + ProtocolVersions.SPOKEN
                    + " of the protocol, the desktop " + hello.getProgram() + " version " + theirs);
            return false;
        }
        told = hello.getInstance().equals(agent.instance()) ? hello.getSince() : 0;
        return true;
    }

    private void refuse(String why) throws IOException {
        out.write(FromAgent.newBuilder()
                .setRefusal(Refusal.newBuilder().setWhy(why))
                .build());
    }

    /// Tells what is new until the desktop has gone or the capture has ended.
    ///
    /// @throws IOException when the stream breaks
    void tell() throws IOException, InterruptedException {
        long spoke = System.nanoTime();
        while (!over) {
            boolean ending = capture.hasEnded();
            boolean any = tellFindings();
            if (any || System.nanoTime() - spoke > BETWEEN_STATISTICS) {
                // Statistics once a second are a sign of life as well.
                spoke = tellStatistics(spoke);
            }
            if (ending && !any) {
                out.write(FromAgent.newBuilder()
                        .setGoodbye(Goodbye.newBuilder().setWhy(agent.whyEnded(capture)))
                        .build());
                return;
            }
        }
    }

    private boolean tellFindings() throws IOException, InterruptedException {
        var entries = capture.journal().since(told, FINDINGS_AT_ONCE, PAUSE_MILLIS);
        for (FindingJournal.Entry entry : entries) {
            out.write(FromAgent.newBuilder()
                    .setFinding(FindingTold.newBuilder()
                            .setNumber(entry.number())
                            .setFinding(FindingCodec.encode(entry.finding())))
                    .build());
            told = entry.number();
        }
        return !entries.isEmpty();
    }

    private long tellStatistics(long spoke) throws IOException {
        long now = System.nanoTime();
        if (now - spoke <= BETWEEN_STATISTICS) {
            return spoke;
        }
        out.write(FromAgent.newBuilder().setStatistics(statistics.now()).build());
        return now;
    }

    /// Hears the desktop until it goes.
    ///
    /// @throws IOException when the stream breaks or carries something else
    void hear() throws IOException {
        try {
            ToAgent message = in.read();
            while (message != null && act(message)) {
                message = in.read();
            }
        } finally {
            over = true;
        }
    }

    /// @return whether the conversation goes on
    private boolean act(ToAgent message) throws IOException {
        switch (message.getMessageCase()) {
            case CLOCK ->
                out.write(FromAgent.newBuilder()
                        .setClock(ClockAnswer.newBuilder()
                                .setSent(message.getClock().getSent())
                                .setAgentTime(now()))
                        .build());
            case BEAT ->
                out.write(FromAgent.newBuilder()
                        .setBeat(Beat.getDefaultInstance())
                        .build());
            case FILTER -> filter(message.getFilter());
            case STOP -> stop.run();
            case DETACH -> {
                return false;
            }
            // What a newer desktop says beyond this is passed over.
            case HELLO, PACKETS, TAKEN, LIMITS, MESSAGE_NOT_SET -> {}
        }
        return true;
    }

    private static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private void filter(FilterWanted wanted) throws IOException {
        Set<IpAddress> hosts = new HashSet<>();
        for (ByteString host : wanted.getHostsList()) {
            hosts.add(FindingCodec.decode(host));
        }
        try {
            capture.filter(new CaptureFilter(hosts, Set.copyOf(wanted.getWithoutTcpPortsList())));
        } catch (IllegalArgumentException e) {
            throw new IOException("a filter that the kernel does not take: " + e.getMessage(), e);
        }
    }
}
