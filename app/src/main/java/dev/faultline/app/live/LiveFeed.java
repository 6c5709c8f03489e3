package dev.faultline.app.live;

import dev.faultline.app.Messages;
import dev.faultline.app.session.ReportBuilder;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.evidence.AddressNames;
import dev.faultline.engine.evidence.EvidenceKeeper;
import dev.faultline.engine.finding.FactText;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.engine.pipeline.AnalysisResult;
import dev.faultline.engine.pipeline.Progress;
import dev.faultline.engine.pipeline.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A feed of packets in a live session: runs their analysis, and knows how it is. Thread-safe.
final class LiveFeed implements FeedRun {
    private final int number;
    private final Limits limits;
    private final FeedHealth health;
    private final FeedSource source;
    private @Nullable Progress progress;
    private @Nullable AnalysisResult result;
    private @Nullable String fullFailure;

    /// @param number of its capture in the session
    /// @param evidence the file that keeps its packets
    /// @param changed hears that [#status()] has changed
    LiveFeed(PacketFeed feed, int number, Path evidence, FeedPace pace, Runnable changed) {
        this.number = number;
        limits = Limits.DEFAULT.behind(number);
        health = new FeedHealth(feed.place(), evidence, changed);
        source = new FeedSource(feed, limits, pace, health::state);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Path evidence() {
        return health.evidence();
    }

    @Override
    public FeedPlace place() {
        return health.place();
    }

    @Override
    public void run(LivePlan plan, String identity, AddressNames names, FeedAnalysis.Sink sink) {
        AnalysisOptions options = new AnalysisOptions(identity, limits, plan.staleTimeout(), false, 1);
        String application = Messages.text("extract.application");
        EvidenceKeeper.Target target = new EvidenceKeeper.Target(
                evidence(), application, id -> source.interfaces().get(id), names);
        try (EvidenceKeeper keeper =
                        new EvidenceKeeper(target, limits, plan.budget().behind(number));
                FullCapture full = plan.full() ? full(plan, application) : null) {
            AnalysisResult ended = new FeedAnalysis(source, keeper, full, new Sink(keeper, full, sink)).run(options);
            synchronized (this) {
                result = ended;
            }
        } catch (IOException e) {
            health.failed(e);
        } finally {
            source.stop();
            health.over();
        }
    }

    private FullCapture full(LivePlan plan, String application) {
        Path folder = evidence().toAbsolutePath().getParent();
        String label = String.valueOf(evidence().getFileName()).replaceFirst("\\.pcapng$", "");
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
            health.came(now.nanos(), now.capture().packets(), keeper.tally());
            note(now, full == null ? null : full.failure());
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

    private synchronized void note(Progress now, @Nullable String failure) {
        progress = now;
        fullFailure = failure;
    }

    @Override
    public void stop() {
        source.stop();
    }

    @Override
    public boolean isOver() {
        return health.isOver();
    }

    @Override
    public FeedStatus status() {
        CaptureStatistics statistics = source.statistics();
        return health.status(
                statistics.packets(),
                statistics.bytes(),
                statistics.droppedByInterface() + statistics.droppedByKernel(),
                source.missed(),
                source.clockOffset());
    }

    @Override
    public synchronized void addTo(ReportBuilder report) {
        String label = place().label();
        if (result != null) {
            report.add(label, result);
        } else if (progress != null) {
            report.add(progress);
        }
        health.warnOfLoss(report);
        FeedStatus status = status();
        if (status.isClockWrong()) {
            report.warn(Messages.text(
                    "live.warn.clock",
                    label,
                    FactText.duration(status.clockOffset().abs()),
                    status.clockOffset().isNegative() ? 1 : 0));
        }
        if (health.incomplete() > 0) {
            report.warn(Messages.text("live.warn.incomplete", label, health.incomplete()));
        }
        health.warnOfEvidence(report);
        if (fullFailure != null) {
            report.warn(Messages.text("live.warn.full", label, fullFailure));
        }
    }
}
