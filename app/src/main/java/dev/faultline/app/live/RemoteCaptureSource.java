package dev.faultline.app.live;

import dev.faultline.agent.wire.ProtocolVersions;
import dev.faultline.app.Messages;
import dev.faultline.protocol.v1.AgentHello;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.Statistics;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the agent of a feed says, over all its connections: joins it, joins it again when the connection broke
/// and goes on exactly behind what it had, and says what is missing where the agent itself is another one.
///
/// One thread runs it; [#stop()] and all questions may come from any other.
final class RemoteCaptureSource {
    private static final int MOST_HELD = 1000;

    private final AgentFeed feed;
    private final FeedPace pace;
    private final Consumer<FeedState> states;
    private final Listener listener;
    private final StopSignal stop = new StopSignal();
    private final AtomicLong missed = new AtomicLong();
    private volatile @Nullable AgentConversation conversation;
    private volatile AgentCounts counts = AgentCounts.NONE;
    private volatile Duration ahead = Duration.ZERO;
    private volatile long corrected;
    private AgentCounts before = AgentCounts.NONE;
    private AgentClock clock = new AgentClock();
    private String instance = "";
    private long told;
    private long toldPackets;
    private long toldSightings;
    private long heard;
    private boolean failedBefore;
    private String broken = "";
    private int attempt;

    /// Hears the agent. Called by the thread that runs the source.
    interface Listener {
        /// Another start of the agent speaks from now on: frames are numbered anew.
        void onAgent(AgentHello hello);

        /// A finding, packets of one, or what was seen of connections; or something that a newer agent says.
        ///
        /// @param correction what to take from its times, in nanoseconds
        void onMessage(FromAgent message, long correction);

        /// Nothing more has come for the moment.
        void onRest();

        /// The agent has counted.
        void onStatistics(Statistics statistics);
    }

    /// @param states hears what the feed is doing, on whatever thread it does it
    RemoteCaptureSource(AgentFeed feed, FeedPace pace, Consumer<FeedState> states, Listener listener) {
        this.feed = feed;
        this.pace = pace;
        this.states = states;
        this.listener = listener;
    }

    /// Runs until the agent has ended as asked for, or cannot be had.
    void run() {
        try {
            AgentLink link = connect();
            while (link != null) {
                FeedEnd end = converse(link);
                listener.onRest();
                if (end.orderly() || stop.isGiven()) {
                    states.accept(new FeedState.Ended());
                    return;
                }
                broken = end.why().isEmpty() ? Messages.text("live.cut") : end.why();
                link = connect();
            }
        } catch (FeedException e) {
            states.accept(new FeedState.Lost(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            states.accept(new FeedState.Ended());
        }
    }

    // ------------------------------------------------------------------------------------------- connections

    /// @return null when it was stopped
    /// @throws FeedException when there will be none
    private @Nullable AgentLink connect() throws FeedException, InterruptedException {
        while (!stop.isGiven()) {
            if (!broken.isEmpty()) {
                attempt++;
                states.accept(new FeedState.Reconnecting(broken, attempt, Duration.ZERO));
                if (stop.await(pace.backOff().apply(attempt))) {
                    break;
                }
            } else {
                states.accept(new FeedState.Starting());
            }
            try {
                AgentLink opened = stop.open(() -> feed.open(this::openingState));
                if (opened != null) {
                    return opened;
                }
            } catch (FeedException e) {
                if (e.isLasting()) {
                    throw e;
                }
                broken = String.valueOf(e.getMessage());
                failedBefore = true;
            }
        }
        states.accept(new FeedState.Ended());
        return null;
    }

    private void openingState(FeedState state) {
        if (instance.isEmpty() && !failedBefore || !(state instanceof FeedState.Starting)) {
            states.accept(state);
        }
    }

    /// Converses until the link breaks or the agent says goodbye.
    ///
    /// @throws FeedException when the two do not understand each other
    private FeedEnd converse(AgentLink link) throws FeedException {
        AgentConversation talk = new AgentConversation(feed, link, pace);
        conversation = talk;
        try (talk) {
            talk.begin(instance, told, toldPackets, toldSightings);
            AgentHello hello = greeting(talk);
            if (stop.isGiven()) {
                talk.stop();
            }
            joined(hello);
            return listen(talk);
        } catch (InterruptedIOException e) {
            boolean late = stop.isGiven();
            return late
                    ? FeedEnd.ORDERLY
                    : FeedEnd.broken(Messages.text("live.silent", pace.silence().toSeconds()));
        } catch (IOException e) {
            if (e instanceof FeedException lasting) {
                throw lasting;
            }
            String trouble = link.trouble();
            return FeedEnd.broken(trouble.isEmpty() ? String.valueOf(e.getMessage()) : trouble);
        } finally {
            heard = Math.max(heard, talk.heard());
            conversation = null;
        }
    }

    private AgentHello greeting(AgentConversation talk) throws IOException {
        FromAgent first = talk.read();
        if (first == null) {
            throw new IOException(Messages.text("live.cut"));
        }
        if (first.hasRefusal()) {
            throw new FeedException(
                    Messages.text("remote.refused", first.getRefusal().getWhy()), true);
        }
        if (!first.hasHello()) {
            throw new FeedException(Messages.text("remote.noHello"), true);
        }
        AgentHello hello = first.getHello();
        ProtocolVersions theirs = new ProtocolVersions(hello.getVersionFrom(), hello.getVersionTo());
        if (ProtocolVersions.SPOKEN.common(theirs).isEmpty()) {
            boolean newer = theirs.from() > ProtocolVersions.SPOKEN.to();
            String key = newer ? "remote.newer" : "remote.older";
            throw new FeedException(Messages.text(key, hello.getProgram(), theirs, ProtocolVersions.SPOKEN), true);
        }
        return hello;
    }

    private void joined(AgentHello hello) {
        if (!hello.getInstance().equals(instance)) {
            if (!instance.isEmpty()) {
                missed.addAndGet(Math.max(0, pace.nanoTime().getAsLong() - heard));
            }
            instance = hello.getInstance();
            told = 0;
            toldPackets = 0;
            toldSightings = 0;
            before = counts.begunAt(hello.getCaptureStart());
            clock = new AgentClock();
            listener.onAgent(hello);
        }
        attempt = 0;
        broken = "";
        states.accept(new FeedState.Capturing());
    }

    // ----------------------------------------------------------------------------------------------- messages

    private FeedEnd listen(AgentConversation talk) throws IOException {
        // Until the clocks are compared: by an answer to the first probe, or by the first statistics, a second on.
        Deque<FromAgent> held = new ArrayDeque<>();
        boolean holding = !clock.isKnown();
        while (true) {
            if (!talk.hasMore()) {
                listener.onRest();
            }
            FromAgent message = talk.read();
            if (message == null || message.hasGoodbye()) {
                takeAll(held, talk);
                return stop.isGiven() ? FeedEnd.ORDERLY : FeedEnd.broken(farewell(message));
            }
            if (message.hasClock()) {
                talk.answered(message.getClock(), clock);
                ahead = clock.ahead();
                corrected = clock.correction();
            }
            holding &= !clock.isKnown() && !message.hasStatistics() && held.size() < MOST_HELD;
            if (holding) {
                held.add(message);
            } else {
                takeAll(held, talk);
                take(message, talk);
            }
        }
    }

    private static String farewell(@Nullable FromAgent message) {
        return message == null
                ? ""
                : Messages.text("remote.goodbye", message.getGoodbye().getWhy());
    }

    private void takeAll(Deque<FromAgent> held, AgentConversation talk) throws IOException {
        while (!held.isEmpty()) {
            take(held.remove(), talk);
        }
    }

    private void take(FromAgent message, AgentConversation talk) throws IOException {
        switch (message.getMessageCase()) {
            case REFUSAL ->
                throw new FeedException(
                        Messages.text("remote.refused", message.getRefusal().getWhy()), true);
            case STATISTICS -> count(message.getStatistics());
            case FINDING -> {
                // After a reconnect nothing is told twice, whatever the agent repeats.
                long number = message.getFinding().getNumber();
                if (number > told) {
                    listener.onMessage(message, corrected);
                    told = number;
                }
            }
            case EVIDENCE -> {
                long number = message.getEvidence().getNumber();
                if (number > toldPackets) {
                    listener.onMessage(message, corrected);
                    toldPackets = number;
                }
                talk.taken();
            }
            case SIGHTINGS -> {
                listener.onMessage(message, corrected);
                toldSightings = message.getSightings().getNumber();
            }
            case HELLO, BEAT, CLOCK, GOODBYE -> {}
            default -> listener.onMessage(message, corrected);
        }
    }

    private void count(Statistics statistics) {
        counts = before.plus(statistics, corrected);
        listener.onStatistics(statistics);
    }

    // ----------------------------------------------------------------------------------------------- questions

    /// Stops the agent: what it found to the end is still read, then [#run()] returns. Never blocks for long.
    void stop() {
        stop.give();
        AgentConversation current = conversation;
        if (current != null) {
            current.stop();
        }
    }

    /// How long no agent captured, in all gaps together, in nanoseconds.
    long missed() {
        return missed.get();
    }

    /// The far clock minus the one of this machine; zero while unknown.
    Duration clockOffset() {
        return ahead;
    }

    /// What is taken from the agent's times, in nanoseconds.
    long correction() {
        return corrected;
    }

    AgentCounts counts() {
        return counts;
    }
}
