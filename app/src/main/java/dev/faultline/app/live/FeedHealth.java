package dev.faultline.app.live;

import dev.faultline.app.Messages;
import dev.faultline.app.session.Rate;
import dev.faultline.app.session.ReportBuilder;
import dev.faultline.engine.evidence.EvidenceTally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// How a feed of a live session is: what it does, how fast packets come, and what became of those that prove
/// something. Thread-safe.
final class FeedHealth {
    private static final System.Logger LOG = System.getLogger(FeedHealth.class.getName());

    private final FeedPlace place;
    private final Path evidence;
    private final Runnable changed;
    private final Rate rate = new Rate();
    private FeedState state = new FeedState.Starting();
    private EvidenceTally tally = new EvidenceTally(0, 0, 0, 0, 0, null);
    private long perSecond;
    private boolean over;

    /// @param evidence the file that keeps its packets
    /// @param changed hears that the feed does something else
    FeedHealth(FeedPlace place, Path evidence, Runnable changed) {
        this.place = place;
        this.evidence = evidence;
        this.changed = changed;
    }

    Path evidence() {
        return evidence;
    }

    FeedPlace place() {
        return place;
    }

    /// The feed does this now. One that was lost has not merely ended.
    void state(FeedState now) {
        synchronized (this) {
            if (state instanceof FeedState.Lost && now instanceof FeedState.Ended) {
                return;
            }
            state = now;
        }
        changed.run();
    }

    /// What it needs here failed.
    void failed(IOException problem) {
        LOG.log(System.Logger.Level.WARNING, "feed {0} failed: {1}", place.label(), problem);
        state(new FeedState.Lost(String.valueOf(problem.getMessage())));
    }

    /// So much has come.
    ///
    /// @param nanos since the feed began
    /// @param packets in all
    synchronized void came(long nanos, long packets, EvidenceTally kept) {
        tally = kept;
        rate.add(nanos, packets);
        perSecond = Math.round(rate.perSecond());
    }

    /// Nothing more will come.
    synchronized void over() {
        over = true;
        perSecond = 0;
    }

    synchronized boolean isOver() {
        return over;
    }

    /// @param dropped packets, by kernels and interfaces
    /// @param missed how long nothing was captured, in nanoseconds
    /// @param clockOffset the far clock minus the one of this machine
    synchronized FeedStatus status(long packets, long bytes, long dropped, long missed, Duration clockOffset) {
        return new FeedStatus(
                place, state, packets, bytes, perSecond, dropped, Duration.ofNanos(missed), clockOffset, "");
    }

    synchronized void warnOfLoss(ReportBuilder report) {
        if (state instanceof FeedState.Lost(String why)) {
            report.warn(Messages.text("live.warn.lost", place.label(), why));
        }
    }

    synchronized void warnOfEvidence(ReportBuilder report) {
        if (tally.refused() > 0) {
            report.warn(Messages.text("live.warn.refused", place.label(), tally.refused()));
        }
        if (tally.failure() != null) {
            report.warn(Messages.text("live.warn.evidence", evidence, tally.failure()));
        }
    }

    /// Findings whose first packets were gone before they were made.
    synchronized long incomplete() {
        return tally.incomplete();
    }
}
