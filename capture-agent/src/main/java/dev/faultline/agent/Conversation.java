package dev.faultline.agent;

import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.agent.wire.MessageReader;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.agent.wire.ProtocolVersions;
import dev.faultline.protocol.v1.AddressTold;
import dev.faultline.protocol.v1.Beat;
import dev.faultline.protocol.v1.ClockAnswer;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.FindingTold;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.Goodbye;
import dev.faultline.protocol.v1.Refusal;
import dev.faultline.protocol.v1.ToAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// One desktop that listens to the agent. One thread hears it ([#hear()]), another one tells it what is new
/// ([#tell()]): findings first, then signs of life, then names, and packets only as fast as they are taken.
final class Conversation {
    private static final int FINDINGS_AT_ONCE = 256;
    private static final int NAMES_AT_ONCE = 256;
    private static final long PAUSE_MILLIS = 250;
    private static final long BETWEEN_STATISTICS = TimeUnit.SECONDS.toNanos(1);
    /// How long a desktop has to take the last packets when the capture has ended.
    private static final long LAST_PACKETS = TimeUnit.SECONDS.toNanos(3);
    private static final String EVIDENCE = "evidence";
    private static final String ADDRESSES = "addresses";
    private static final String SIGHTINGS = "sightings";

    private final AgentFacts agent;
    private final RunningCapture capture;
    private final AgentLife life;
    private final MessageReader<ToAgent> in;
    private final MessageWriter out;
    private final StatisticsClock statistics;
    private final PacketTelling packets;
    private final SightingTelling sightings;
    private final Wishes wishes;
    private volatile boolean over;
    private volatile long heard = System.nanoTime();
    private boolean namesWanted;
    private int namesTold;
    private long told;
    private long spoke = System.nanoTime();

    Conversation(AgentFacts agent, RunningCapture capture, AgentLife life, InputStream in, OutputStream out) {
        this.agent = agent;
        this.capture = capture;
        this.life = life;
        this.in = new MessageReader<>(in, ToAgent.parser());
        this.out = new MessageWriter(out);
        statistics = new StatisticsClock(capture);
        packets = new PacketTelling(capture.shelf(), capture.bell(), this.out);
        sightings = new SightingTelling(capture.sightings(), this.out);
        wishes = new Wishes(capture, life, packets, this.out);
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
        boolean goesOn = hello.getInstance().equals(agent.instance());
        told = goesOn ? hello.getSince() : 0;
        if (hello.getCapabilitiesList().contains(EVIDENCE)) {
            packets.begin(goesOn ? hello.getEvidenceSince() : 0);
        }
        if (hello.getCapabilitiesList().contains(SIGHTINGS)) {
            sightings.begin(goesOn ? hello.getSightingsSince() : 0);
        }
        namesWanted = hello.getCapabilitiesList().contains(ADDRESSES);
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
        long since = System.nanoTime();
        while (!over) {
            long rings = capture.bell().rings();
            boolean ending = capture.hasEnded();
            if (!ending) {
                since = System.nanoTime();
            }
            boolean any = tellFindings();
            any |= sightings.tell(ending);
            tellStatistics(false);
            any |= tellNames();
            any |= packets.tell();
            if (ending && !any && !(packets.isBehind() && System.nanoTime() - since < LAST_PACKETS)) {
                tellStatistics(true);
                out.write(FromAgent.newBuilder()
                        .setGoodbye(Goodbye.newBuilder().setWhy(agent.whyEnded(capture)))
                        .build());
                return;
            }
            if (!any) {
                capture.bell().await(rings, PAUSE_MILLIS);
            }
        }
    }

    private boolean tellFindings() throws IOException {
        var entries = capture.journal().since(told, FINDINGS_AT_ONCE);
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

    private boolean tellNames() throws IOException {
        if (!namesWanted) {
            return false;
        }
        var entries = capture.names().from(namesTold, NAMES_AT_ONCE);
        for (NameJournal.Entry entry : entries) {
            out.write(FromAgent.newBuilder()
                    .setAddress(AddressTold.newBuilder()
                            .setName(entry.name())
                            .setAddress(FindingCodec.encode(entry.address()))
                            .setTime(entry.time()))
                    .build());
        }
        namesTold += entries.size();
        return !entries.isEmpty();
    }

    /// Statistics once a second are a sign of life as well; the last ones tell of all packets.
    private void tellStatistics(boolean last) throws IOException {
        long now = System.nanoTime();
        if (last || now - spoke > BETWEEN_STATISTICS) {
            out.write(FromAgent.newBuilder().setStatistics(statistics.now()).build());
            spoke = now;
        }
    }

    /// Hears the desktop until it goes.
    ///
    /// @throws IOException when the stream breaks or carries something else
    void hear() throws IOException {
        try {
            ToAgent message = in.read();
            while (message != null && act(message)) {
                heard = System.nanoTime();
                message = in.read();
            }
        } finally {
            over = true;
            capture.bell().ring();
        }
    }

    /// For how long the desktop has said nothing.
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    /// @return whether the conversation goes on
    private boolean act(ToAgent message) throws IOException {
        switch (message.getMessageCase()) {
            case CLOCK ->
                out.write(FromAgent.newBuilder()
                        .setClock(ClockAnswer.newBuilder()
                                .setSent(message.getClock().getSent())
                                .setAgentTime(AgentTime.now()))
                        .build());
            case BEAT ->
                out.write(FromAgent.newBuilder()
                        .setBeat(Beat.getDefaultInstance())
                        .build());
            case FILTER -> wishes.filter(message.getFilter());
            case LIMITS -> wishes.limits(message.getLimits());
            case PACKETS -> wishes.packets(message.getPackets());
            case TAKEN -> packets.taken();
            case STOP -> life.stop();
            case DETACH -> {
                return false;
            }
            // What a newer desktop says beyond this is passed over.
            case HELLO, MESSAGE_NOT_SET -> {}
        }
        return true;
    }
}
