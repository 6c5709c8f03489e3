package dev.faultline.app.live;

import dev.faultline.app.Messages;
import dev.faultline.app.session.Rate;
import dev.faultline.app.session.ReportBuilder;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.evidence.AddressNames;
import dev.faultline.engine.evidence.EvidenceKeeper;
import dev.faultline.engine.evidence.EvidenceTally;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.engine.pipeline.AnalysisResult;
import dev.faultline.engine.pipeline.Progress;
import dev.faultline.engine.pipeline.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A feed of packets in a live session: runs their analysis, and knows how it is. Thread-safe.
final class LiveFeed implements FeedRun {
    private static final System.Logger LOG = System.getLogger(LiveFeed.class.getName());

    private final int number;
    private final Path evidence;
    private final FeedPlace place;
    private final Limits limits;
    private final FeedSource source;
    private final Runnable changed;
    private final Rate rate = new Rate();
    private FeedState state = new FeedState.Starting();
    private @Nullable Progress progress;
    private @Nullable AnalysisResult result;
    private EvidenceTally tally = new EvidenceTally(0, 0, 0, 0, 0, null);
    private @Nullable String fullFailure;
    private long perSecond;
    private boolean over;

    /// @param number of its capture in the session
    /// @param evidence the file that keeps its packets
    /// @param changed hears that [#status()] has changed
    LiveFeed(PacketFeed feed, int number, Path evidence, FeedPace pace, Runnable changed) {
        this.number = number;
        this.evidence = evidence;
        this.changed = changed;
        place = feed.place();
        limits = Limits.DEFAULT.behind(number);
        source = new FeedSource(feed, limits, pace, this::state);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Path evidence() {
        return evidence;
    }

    @Override
    public FeedPlace place() {
        return place;
    }

    @Override
    public void run(LivePlan plan, String identity, AddressNames names, FeedAnalysis.Sink sink) {
        AnalysisOptions options = new AnalysisOptions(identity, limits, plan.staleTimeout(), false, 1);
        String application = Messages.text("extract.application");
        EvidenceKeeper.Target target = new EvidenceKeeper.Target(
                evidence, application, id -> source.interfaces().get(id), names);
        try (EvidenceKeeper keeper =
                        new EvidenceKeeper(target, limits, plan.budget().behind(number));
                FullCapture full = plan.full() ? full(plan, application) : null) {
            AnalysisResult ended = new FeedAnalysis(source, keeper, full, new Sink(keeper, full, sink)).run(options);
            synchronized (this) {
                result = ended;
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "feed {0} failed: {1}", place.label(), e);
            state(new FeedState.Lost(String.valueOf(e.getMessage())));
        } finally {
            source.stop();
            synchronized (this) {
                over = true;
                perSecond = 0;
            }
        }
    }

    private FullCapture full(LivePlan plan, String application) {
        Path folder = evidence.toAbsolutePath().getParent();
        String label = String.valueOf(evidence.getFileName()).replaceFirst("\\.pcapng$", "");
        return new FullCapture(
                folder == null ? Path.of("") : folder,
                label,
                application,
                plan.fullBudget(),
                id -> source.interfaces().get(id));
    }

    /// Notes how far it is, then passes it on.
    private final class Sink implements FeedAnalysis.Sink {
        private final EvidenceKeeper keeper;
        private final @Nullable FullCapture full;
        private final FeedAnalysis.Sink sink;

        Sink(EvidenceKeeper keeper, @Nullable FullCapture full, FeedAnalysis.Sink sink) {
            this.keeper = keeper;
            this.full = full;
            this.sink = sink;
        }

        @Override
        public void findings(List<Finding> findings) {
            sink.findings(findings);
        }

        @Override
        public void seen(List<Sighting> sightings, long time) {
            sink.seen(sightings, time);
        }

        @Override
        public void blind() {
            sink.blind();
        }

        @Override
        public void progress(Progress now) {
            note(now, keeper.tally(), full == null ? null : full.failure());
            sink.progress(now);
        }

        @Override
        public void traffic(Traffic traffic) {
            sink.traffic(traffic);
        }

        @Override
        public void address(String name, IpAddress address, long time) {
            sink.address(name, address, time);
        }
    }

    private synchronized void note(Progress now, EvidenceTally kept, @Nullable String failure) {
        progress = now;
        tally = kept;
        fullFailure = failure;
        rate.add(now.nanos(), now.capture().packets());
        perSecond = Math.round(rate.perSecond());
    }

    private void state(FeedState now) {
        synchronized (this) {
            if (state instanceof FeedState.Lost && now instanceof FeedState.Ended) {
                return;
            }
            state = now;
        }
        changed.run();
    }

    @Override
    public void stop() {
        source.stop();
    }

    @Override
    public synchronized boolean isOver() {
        return over;
    }

    @Override
    public synchronized FeedStatus status() {
        CaptureStatistics statistics = source.statistics();
        return new FeedStatus(
                place,
                state,
                statistics.packets(),
                statistics.bytes(),
                perSecond,
                statistics.droppedByInterface() + statistics.droppedByKernel(),
                Duration.ofNanos(source.missed()),
                source.clockOffset());
    }

    @Override
    public synchronized void addTo(ReportBuilder report) {
        String label = place.label();
        if (result != null) {
            report.add(label, result);
        } else if (progress != null) {
            report.add(progress);
        }
        if (state instanceof FeedState.Lost(String why)) {
            report.warn(Messages.text("live.warn.lost", label, why));
        }
        if (tally.incomplete() > 0) {
            report.warn(Messages.text("live.warn.incomplete", label, tally.incomplete()));
        }
        if (tally.refused() > 0) {
            report.warn(Messages.text("live.warn.refused", label, tally.refused()));
        }
        if (tally.failure() != null) {
            report.warn(Messages.text("live.warn.evidence", evidence, tally.failure()));
        }
        if (fullFailure != null) {
            report.warn(Messages.text("live.warn.full", label, fullFailure));
        }
    }
}
