package dev.faultline.app.live;

import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.app.Messages;
import dev.faultline.app.session.ReportBuilder;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.common.PrintableText;
import dev.faultline.engine.evidence.AddressNames;
import dev.faultline.engine.evidence.EvidenceKeeper;
import dev.faultline.engine.evidence.ReceivedEvidence;
import dev.faultline.engine.finding.FactText;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Progress;
import dev.faultline.protocol.v1.AddressTold;
import dev.faultline.protocol.v1.AgentHello;
import dev.faultline.protocol.v1.EvidenceTold;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.SightingsTold;
import dev.faultline.protocol.v1.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A feed of findings in a live session: an agent analyses there, and this keeps what it sends. Thread-safe.
final class RemoteFeed implements FeedRun {
    private static final System.Logger LOG = System.getLogger(RemoteFeed.class.getName());

    private final AgentFeed feed;
    private final int number;
    private final FeedHealth health;
    private final Hearing hearing = new Hearing();
    private final RemoteCaptureSource source;
    private final long start = System.nanoTime();
    private volatile @Nullable Received received;
    private long notUnderstood;

    /// @param number of its capture in the session
    /// @param evidence the file that keeps the packets of findings
    /// @param changed hears that [#status()] has changed
    RemoteFeed(AgentFeed feed, int number, Path evidence, FeedPace pace, Runnable changed) {
        this.feed = feed;
        this.number = number;
        health = new FeedHealth(feed.place(), evidence, changed);
        source = new RemoteCaptureSource(feed, pace, health::state, hearing);
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

    /// The identity is the agent's own: its findings have their ids already.
    @Override
    public void run(LivePlan plan, String identity, AddressNames names, FeedAnalysis.Sink sink) {
        AgentInterfaces interfaces = new AgentInterfaces(feed.place());
        EvidenceKeeper.Target target =
                new EvidenceKeeper.Target(evidence(), Messages.text("extract.application"), interfaces::get, names);
        long room = plan.budget().behind(number).fileBytes();
        try (Received now = new Received(new ReceivedEvidence(target, Limits.DEFAULT, room), interfaces, sink)) {
            received = now;
            source.run();
        } catch (IOException e) {
            health.failed(e);
        } finally {
            health.over();
            end();
        }
    }

    private void end() {
        try {
            feed.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Hears the agent on the thread of the feed.
    private final class Hearing implements RemoteCaptureSource.Listener {
        private Received into() {
            return Objects.requireNonNull(received, "not running");
        }

        @Override
        public void onAgent(AgentHello hello) {
            into().begin();
        }

        @Override
        public void onMessage(FromAgent message, long correction) {
            switch (message.getMessageCase()) {
                case FINDING ->
                    decoded(message.getFinding().getFinding())
                            .ifPresentOrElse(finding -> into().told(finding, correction), RemoteFeed.this::strange);
                case EVIDENCE -> packets(message.getEvidence(), correction);
                case SIGHTINGS -> sightings(message.getSightings(), correction);
                case ADDRESS -> address(message.getAddress(), correction);
                case REJECTION ->
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0} rejects the {1}: {2}",
                            place().label(),
                            message.getRejection().getWhat(),
                            message.getRejection().getWhy());
                default -> {
                    // What a newer agent says beyond this is passed over.
                }
            }
        }

        private void packets(EvidenceTold told, long correction) {
            try {
                into().packets(told, correction);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} sends packets that are none: {1}", place().label(), e);
            }
        }

        private void sightings(SightingsTold told, long correction) {
            try {
                into().seen(told, correction);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} has seen {1}", place().label(), e.getMessage());
            }
        }

        private void address(AddressTold told, long correction) {
            try {
                String name = PrintableText.of(told.getName());
                into().address(name, FindingCodec.decode(told.getAddress()), told.getTime() - correction);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} names {1}", place().label(), e.getMessage());
            }
        }

        @Override
        public void onRest() {
            into().hand();
            note();
        }

        @Override
        public void onStatistics(Statistics statistics) {
            note();
        }
    }

    /// One that a newer agent words otherwise is no reason to hear none of the others.
    private Optional<Finding> decoded(dev.faultline.protocol.v1.Finding message) {
        try {
            return FindingCodec.decode(message);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} tells {1}", place().label(), e.getMessage());
            return Optional.empty();
        }
    }

    private synchronized void strange() {
        notUnderstood++;
    }

    private void note() {
        Received now = received;
        if (now == null) {
            return;
        }
        AgentCounts counts = source.counts();
        health.came(System.nanoTime() - start, counts.packets(), now.tally());
        now.progress(progress(counts));
    }

    private Progress progress(AgentCounts counts) {
        return new Progress(
                statistics(counts),
                counts.packets(),
                counts.settledUntil() == 0 ? 0 : Math.min(counts.captureStart(), counts.settledUntil()),
                counts.settledUntil(),
                -1,
                System.nanoTime() - start);
    }

    private static CaptureStatistics statistics(AgentCounts counts) {
        return new CaptureStatistics(
                counts.packets(),
                counts.bytes(),
                counts.bytes(),
                -1,
                counts.droppedByInterface(),
                counts.droppedByKernel(),
                0,
                null,
                List.of());
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
        AgentCounts counts = source.counts();
        return health.status(
                counts.packets(),
                counts.bytes(),
                counts.droppedByInterface() + counts.droppedByKernel(),
                source.missed(),
                source.clockOffset());
    }

    @Override
    public synchronized void addTo(ReportBuilder report) {
        String label = place().label();
        AgentCounts counts = source.counts();
        report.add(progress(counts));
        health.warnOfLoss(report);
        if (counts.findingsLost() > 0) {
            report.warn(Messages.text("remote.warn.findingsLost", label, counts.findingsLost()));
        }
        if (notUnderstood > 0) {
            report.warn(Messages.text("remote.warn.notUnderstood", label, notUnderstood));
        }
        if (source.correction() != 0) {
            report.warn(Messages.text(
                    "remote.warn.clock",
                    label,
                    FactText.duration(source.clockOffset().abs()),
                    source.clockOffset().isNegative() ? 1 : 0));
        }
        health.warnOfEvidence(report);
    }
}
