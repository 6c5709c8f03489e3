package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Says why the table has no rows.
final class EmptyStates {
    private EmptyStates() {}

    /// The reason.
    ///
    /// @param filtered whether anything narrows what is shown
    static EmptyState of(StoredSession session, boolean filtered) {
        if (filtered) {
            return new EmptyState.NothingMatches();
        }
        SessionReport report = session.report();
        String packets = Figures.count(report.packets());
        return switch (session.state()) {
            case READING -> new EmptyState.JustStarted();
            case COMPLETE -> new EmptyState.Clean(Messages.text("findings.clean", packets), checked(report));
            case CANCELLED ->
                new EmptyState.Failed(
                        Messages.text("findings.cancelled", packets), Messages.text("findings.cancelledWhy"));
            case FAILED ->
                new EmptyState.Failed(
                        Messages.text("findings.failed", session.name()),
                        Objects.requireNonNullElse(session.failure(), ""));
        };
    }

    private static List<String> checked(SessionReport report) {
        long kinds = Stream.of(FindingKind.values())
                .filter(kind -> kind.findingClass() != FindingClass.CAPTURE)
                .count();
        List<String> lines = new ArrayList<>();
        lines.add(Messages.text("findings.checkedKinds", kinds));
        lines.add(Messages.text(
                "findings.checkedStreams",
                Figures.count(report.tcpStreams()),
                Figures.count(report.udpStreams()),
                Figures.duration(Duration.ofNanos(report.captureEnd() - report.captureStart()))));
        lines.add(
                report.dropped() > 0
                        ? Messages.text("findings.checkedDropped", Figures.count(report.dropped()))
                        : Messages.text(report.lossyCapture() ? "findings.checkedLossy" : "findings.checkedNoDrops"));
        return lines;
    }
}
