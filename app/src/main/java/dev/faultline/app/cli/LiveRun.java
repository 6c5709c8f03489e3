package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.export.FileReport;
import dev.faultline.app.export.LiveReport;
import dev.faultline.app.export.WiresharkFlags;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.LiveListener;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.names.NamedCondition;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoredSession;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.finding.FactText;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.pipeline.AnalysisResult;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A live session on a terminal: findings are printed as they are made, what becomes of the feeds is said on
/// standard error.
final class LiveRun implements LiveListener {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Terminal terminal;
    private final LiveReport report;
    private Predicate<Finding> wanted;
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<FeedPlace, FeedState> told = new HashMap<>();
    private @Nullable IOException failure;

    /// @param report takes findings as they are made
    /// @param wanted chooses those to print
    LiveRun(Terminal terminal, LiveReport report, Predicate<Finding> wanted) {
        this.terminal = terminal;
        this.report = report;
        this.wanted = wanted;
    }

    /// Runs until it is interrupted, the time is up, or no feed is left; then stops the session and waits for
    /// its end.
    ///
    /// @param session that was begun
    /// @param duration null for no limit
    /// @return exit status
    /// @throws IOException when the report cannot be written
    int run(LiveSession session, @Nullable Duration duration, BooleanSupplier interrupted)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        synchronized (this) {
            wanted = NamedCondition.with(wanted, session.names());
            report.names(session.names());
        }
        Runnable unlisten = session.listen(this);
        onFeeds(session.feeds());
        while (!interrupted.getAsBoolean()
                && !session.isIdle()
                && failure() == null
                && (duration == null || System.nanoTime() - start < duration.toNanos())
                && !session.session().awaitEnd(LOOK)) {
            // until one of these
        }
        session.stop();
        session.session().awaitEnd(PATIENCE);
        unlisten.run();
        return end(session.session().snapshot(), session.feeds());
    }

    /// Whether something of that severity or above was found; false for null.
    synchronized boolean hasFound(@Nullable Severity severity) {
        return severity != null
                && findings.values().stream()
                        .anyMatch(finding ->
                                wanted.test(finding) && finding.severity().compareTo(severity) >= 0);
    }

    private synchronized int end(StoredSession ended, List<FeedStatus> feeds) throws IOException {
        if (failure != null) {
            throw failure;
        }
        report.end(
                FileReport.of(ended.name(), findings.values(), wanted, new WiresharkFlags(), result(ended.report())));
        feeds.stream()
                .filter(feed -> feed.dropped() > 0 || feed.missed().isPositive())
                .forEach(feed -> terminal.say(Messages.text(
                        "cli.live.lossy",
                        feed.place().label(),
                        FactText.of(feed.packets()),
                        FactText.of(feed.dropped()),
                        FactText.duration(feed.missed()))));
        feeds.stream()
                .filter(FeedStatus::isClockWrong)
                .forEach(feed -> terminal.say(Messages.text(
                        "cli.live.clock",
                        feed.place().label(),
                        FactText.duration(feed.clockOffset().abs()),
                        feed.clockOffset().isNegative() ? 1 : 0)));
        if (ended.state() == SessionState.FAILED) {
            terminal.say(Messages.text("cli.message", String.valueOf(ended.failure())));
            return Status.INTERNAL;
        }
        boolean nothing = ended.report().packets() == 0
                && feeds.stream().allMatch(feed -> feed.state() instanceof FeedState.Lost);
        return nothing ? Status.UNREADABLE : Status.DONE;
    }

    private static AnalysisResult result(SessionReport report) {
        CaptureStatistics statistics = new CaptureStatistics(
                report.packets(),
                report.bytes(),
                report.bytes(),
                -1,
                0,
                report.dropped(),
                0,
                report.truncation(),
                List.of());
        return new AnalysisResult(
                report.format(),
                report.interfaces(),
                statistics,
                report.captureStart(),
                report.captureEnd(),
                report.tcpStreams(),
                report.udpStreams(),
                report.undecoded(),
                report.anomalies(),
                report.lossyCapture(),
                report.warnings(),
                false,
                0);
    }

    private synchronized @Nullable IOException failure() {
        return failure;
    }

    @Override
    public synchronized void onFindings(FeedPlace place, List<Finding> changed) {
        for (Finding finding : changed) {
            Finding before = findings.put(finding.id(), finding);
            if (failure == null && wanted.test(finding) && CaptureAnalysis.isNews(finding, before)) {
                try {
                    report.write(finding);
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
    }

    @Override
    public synchronized void onFeeds(List<FeedStatus> feeds) {
        for (FeedStatus feed : feeds) {
            if (!feed.state().equals(told.put(feed.place(), feed.state()))) {
                terminal.say(Messages.text("cli.live.state", feed.place().label(), words(feed)));
            }
        }
    }

    private static String words(FeedStatus feed) {
        return switch (feed.state()) {
            case FeedState.Starting() -> Messages.text("cli.live.starting");
            case FeedState.PullingImage(String image) -> Messages.text("cli.live.pulling", image);
            case FeedState.Uploading(long sent, long all) ->
                Messages.text("cli.live.uploading", sent * 100 / Math.max(1, all));
            case FeedState.Capturing() ->
                feed.note().isEmpty()
                        ? Messages.text("cli.live.capturing")
                        : Messages.text("cli.live.capturingBy", feed.note());
            case FeedState.Reconnecting(String why, int attempt, Duration missed) ->
                missed.isZero()
                        ? Messages.text("cli.live.reconnectingOnly", attempt, why)
                        : Messages.text("cli.live.reconnecting", attempt, why, missed.toSeconds());
            case FeedState.Lost(String why) -> Messages.text("cli.live.lost", why);
            case FeedState.Ended() -> Messages.text("cli.live.ended");
        };
    }
}
