package dev.faultline.app.live;

import dev.faultline.app.Messages;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The packets of a feed, as one capture over all its connections: opens it, tells the time while it is quiet,
/// opens it again when it breaks, and says what it could not see meanwhile.
///
/// One thread reads; [#stop()] and all questions may come from any other.
///
/// **Time.** When a packet of time *p* comes, the far clock shows at least *p*. As long as the far end gives
/// signs of life, everything captured before the last sign is here, but for the packets on their way: so the
/// far time of that sign, minus a margin, is told as quiet. No clock of this machine is compared with a far
/// one, so none may be wrong.
final class FeedSource implements CaptureSource {
    private static final long SIGHTED = Long.MIN_VALUE;

    private final PacketFeed feed;
    private final Limits limits;
    private final FeedPace pace;
    private final Consumer<FeedState> states;
    private final FeedTotals totals;
    private final StopSignal stop = new StopSignal();
    private volatile @Nullable Link link;
    /// That of the last connection, once it has gone.
    private volatile Duration clockOffset = Duration.ZERO;
    private final AtomicLong missed = new AtomicLong();
    private volatile long stopped;
    /// Since when nothing is captured, as `blindSince`; for other threads.
    private volatile long blindNow = SIGHTED;

    private boolean connectedBefore;
    private boolean failedBefore;
    private String broken = "";
    private int attempt;
    private long lastFrame;
    /// Time of the last packet, and when it came by the clock of this machine.
    private long packetTime = PacketBatch.NO_TIME;

    private long packetCame;
    /// When the far end was last known to capture; meaningful after a connection broke.
    private long blindSince;

    private long blindFrom = PacketBatch.NO_TIME;
    private long blindUntil = PacketBatch.NO_TIME;

    /// A connection with its packets, once some have come.
    private static final class Link {
        final FeedConnection connection;
        final PumpedStream bytes;
        final long opened;
        final long framesBefore;

        @Nullable
        CaptureSource packets;

        Link(FeedConnection connection, PumpedStream bytes, long opened, long framesBefore) {
            this.connection = connection;
            this.bytes = bytes;
            this.opened = opened;
            this.framesBefore = framesBefore;
        }
    }

    /// @param states hears what the feed is doing, on whatever thread it does it
    FeedSource(PacketFeed feed, Limits limits, FeedPace pace, Consumer<FeedState> states) {
        this.feed = feed;
        this.limits = limits;
        this.pace = pace;
        this.states = states;
        totals = new FeedTotals(feed.place());
    }

    @Override
    public boolean read(PacketBatch batch) {
        batch.clear();
        try {
            while (true) {
                Link current = link == null ? connect() : link;
                if (current == null) {
                    return false;
                }
                if (tellBlind(batch)
                        || (current.bytes.await(pace.tick().toNanos())
                                ? readPackets(current, batch)
                                : tellQuiet(current, batch))) {
                    return true;
                }
                if (link == null && broken.isEmpty()) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // ------------------------------------------------------------------------------------------- connections

    /// @return null when there is none, and none will be
    private @Nullable Link connect() throws InterruptedException {
        while (!stop.isGiven()) {
            if (connectedBefore || failedBefore) {
                attempt++;
                states.accept(new FeedState.Reconnecting(broken, attempt, Duration.ofNanos(sinceBlind())));
                if (stop.await(pace.backOff().apply(attempt))) {
                    break;
                }
            } else {
                states.accept(new FeedState.Starting());
            }
            try {
                Link opened = open();
                if (opened != null) {
                    return opened;
                }
            } catch (FeedException e) {
                broken = String.valueOf(e.getMessage());
                if (e.isLasting()) {
                    sighted();
                    states.accept(new FeedState.Lost(broken));
                    return null;
                }
                failedBefore = true;
            }
        }
        sighted();
        states.accept(new FeedState.Ended());
        return null;
    }

    /// It was stopped, or given up, while it could not see: what was missed until now counts.
    private void sighted() {
        missed.set(missed());
        blindNow = SIGHTED;
    }

    private long sinceBlind() {
        return connectedBefore ? pace.nanoTime().getAsLong() - blindSince : 0;
    }

    /// @return null when it was stopped meanwhile
    private @Nullable Link open() throws FeedException, InterruptedException {
        FeedConnection connection = stop.open(() -> feed.open(this::openingState));
        if (connection == null) {
            return null;
        }
        long now = pace.nanoTime().getAsLong();
        if (connectedBefore) {
            missed.addAndGet(now - blindSince);
            blindNow = SIGHTED;
            if (blindFrom != PacketBatch.NO_TIME) {
                blindUntil = blindFrom + now - blindSince;
            }
        }
        String name = "faultline-feed-" + feed.place().label();
        PumpedStream bytes = new PumpedStream(
                connection.packets(), name, pace.tick().toNanos(), () -> isAlive(connection, now) && !isLate());
        Link opened = new Link(connection, bytes, now, lastFrame);
        link = opened;
        connectedBefore = true;
        attempt = 0;
        broken = "";
        states.accept(new FeedState.Capturing());
        if (stop.isGiven()) {
            connection.close();
        }
        return opened;
    }

    private void openingState(FeedState state) {
        if (!connectedBefore && !failedBefore || state instanceof FeedState.PullingImage) {
            states.accept(state);
        }
    }

    private boolean isAlive(FeedConnection connection, long opened) {
        long sign = Math.max(connection.lastSign(), opened);
        return pace.nanoTime().getAsLong() - sign < pace.silence().toNanos();
    }

    /// Whether it was stopped so long ago that nothing more is waited for.
    private boolean isLate() {
        return stop.isGiven()
                && pace.nanoTime().getAsLong() - stopped > pace.margin().toNanos();
    }

    private FeedEnd silent() {
        return FeedEnd.broken(Messages.text("live.silent", pace.silence().toSeconds()));
    }

    /// The connection has ended: tells so, or why another one is needed.
    private void disconnect(Link ended, FeedEnd end) {
        blindSince = Math.min(pace.nanoTime().getAsLong(), Math.max(ended.connection.lastSign(), ended.opened));
        if (blindFrom == PacketBatch.NO_TIME && packetTime != PacketBatch.NO_TIME) {
            blindFrom = packetTime + Math.max(0, blindSince - packetCame);
        }
        ended.connection.close();
        clockOffset = ended.connection.clockOffset();
        link = null;
        totals.end(ended.packets, end);
        if (end.orderly() || stop.isGiven()) {
            broken = "";
            states.accept(new FeedState.Ended());
        } else {
            blindNow = blindSince;
            broken = end.why().isEmpty() ? Messages.text("live.cut") : end.why();
        }
    }

    // ----------------------------------------------------------------------------------------------- packets

    private boolean readPackets(Link current, PacketBatch batch) {
        try {
            CaptureSource packets = current.packets;
            if (packets == null) {
                packets = CaptureFiles.open(current.bytes, feed.place().label(), limits);
                current.packets = packets;
            }
            if (packets.read(batch)) {
                take(current, packets, batch);
                return true;
            }
            disconnect(current, endOf(current, packets));
        } catch (InterruptedIOException e) {
            disconnect(current, silent());
        } catch (IOException e) {
            FeedEnd end = current.connection.end();
            if (end.orderly() && current.bytes.received() == 0) {
                disconnect(current, end);
                return false;
            }
            String why = end.why().isEmpty() ? String.valueOf(e.getMessage()) : end.why();
            disconnect(
                    current, new FeedEnd(false, why, end.captured(), end.droppedByKernel(), end.droppedByInterface()));
        }
        return false;
    }

    /// How it ended. Bytes that make no sense are a cut, whatever the far end says.
    private FeedEnd endOf(Link current, CaptureSource packets) {
        FeedEnd end = current.connection.end();
        CaptureStatistics.Truncation truncation = packets.statistics().truncation();
        if (!end.orderly() || truncation == null) {
            return end;
        }
        return new FeedEnd(false, truncation.reason(), end.captured(), end.droppedByKernel(), end.droppedByInterface());
    }

    private void take(Link current, CaptureSource packets, PacketBatch batch) {
        totals.update(packets);
        batch.follow(current.framesBefore, totals.firstInterface());
        int last = batch.size() - 1;
        lastFrame = batch.frameNumber(last);
        packetTime = batch.timestamp(last);
        packetCame = pace.nanoTime().getAsLong();
    }

    /// Connected again: what was under way before must end.
    private boolean tellBlind(PacketBatch batch) {
        if (blindUntil == PacketBatch.NO_TIME) {
            return false;
        }
        batch.blind(blindFrom, blindUntil);
        blindFrom = PacketBatch.NO_TIME;
        blindUntil = PacketBatch.NO_TIME;
        packetTime = PacketBatch.NO_TIME;
        return true;
    }

    /// Nothing has come for a tick.
    ///
    /// @return false when the connection counts as broken or stopped
    private boolean tellQuiet(Link current, PacketBatch batch) {
        long now = pace.nanoTime().getAsLong();
        if (isLate()) {
            disconnect(current, FeedEnd.ORDERLY);
            return false;
        }
        if (!isAlive(current.connection, current.opened)) {
            disconnect(current, silent());
            return false;
        }
        long sign = Math.min(current.connection.lastSign(), now);
        long passed = sign - packetCame - pace.margin().toNanos();
        if (packetTime != PacketBatch.NO_TIME && passed > 0) {
            batch.quietUntil(packetTime + passed);
        }
        return true;
    }

    // ----------------------------------------------------------------------------------------------- questions

    /// Stops capturing: what has come is still read, then [#read] gives no more. Never blocks for long.
    void stop() {
        stopped = pace.nanoTime().getAsLong();
        stop.give();
        Link current = link;
        if (current != null) {
            current.connection.close();
        }
    }

    /// How long nothing was captured, in all gaps together, in nanoseconds.
    long missed() {
        long since = blindNow;
        return missed.get()
                + (since == SIGHTED ? 0 : Math.max(0, pace.nanoTime().getAsLong() - since));
    }

    /// The far clock minus the one of this machine, as measured; zero while unknown.
    Duration clockOffset() {
        Link current = link;
        return current == null ? clockOffset : current.connection.clockOffset();
    }

    @Override
    public String format() {
        return totals.format();
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return totals.interfaces();
    }

    /// What the far end has said so far of what it dropped counts too.
    @Override
    public CaptureStatistics statistics() {
        Link current = link;
        CaptureStatistics known = totals.statistics();
        return current == null ? known : known.withDropped(current.connection.dropped());
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void close() {
        stop();
    }
}
