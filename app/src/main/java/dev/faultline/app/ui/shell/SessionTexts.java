package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.session.SessionProgress;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import dev.faultline.engine.finding.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A session in words.
final class SessionTexts {
    private SessionTexts() {}

    /// For the title bar: `syn-refused.pcap · 3 errors — Faultline`.
    static String title(String name, Map<SeverityMark, Long> findings) {
        long errors = findings.getOrDefault(SeverityMark.ERROR, 0L);
        return errors == 0
                ? Messages.text("shell.title", name)
                : Messages.text("shell.titleErrors", name, Figures.count(errors), errors);
    }

    /// The same numbers by the marks of the severities.
    static Map<SeverityMark, Long> marks(Map<Severity, Long> findings) {
        Map<SeverityMark, Long> marks = new EnumMap<>(SeverityMark.class);
        findings.forEach((severity, count) -> marks.put(SeverityMark.of(severity.id()), count));
        return marks;
    }

    /// Format and size: `pcapng, 1.9 GB`; of several files their number.
    static String detail(StoredSession session) {
        List<String> parts = new ArrayList<>();
        if (session.captures().size() > 1) {
            parts.add(Messages.text(
                    "shell.files", Figures.count(session.captures().size())));
        } else if (!session.report().format().isEmpty()) {
            parts.add(session.report().format());
        }
        if (session.origin().size() > 0) {
            parts.add(Figures.bytes(session.origin().size()));
        }
        return String.join(", ", parts);
    }

    /// `Reading 62 %, 410 MB/s, 9 s left`.
    static String progress(SessionProgress step) {
        StringBuilder text = new StringBuilder(
                step.fraction() >= 0
                        ? Messages.text("shell.readingPercent", String.valueOf((int) (step.fraction() * 100)))
                        : Messages.text("shell.reading"));
        if (step.bytesPerSecond() > 0) {
            text.append(", ").append(Messages.text("shell.rate", Figures.bytes(step.bytesPerSecond())));
        }
        if (step.remaining() != null) {
            text.append(", ").append(Messages.text("shell.left", Figures.duration(step.remaining())));
        }
        return text.toString();
    }

    /// The highest severity that there is one of.
    static @Nullable SeverityMark worst(Map<SeverityMark, Long> findings) {
        SeverityMark worst = null;
        for (Severity severity : Severity.values()) {
            SeverityMark mark = SeverityMark.of(severity.id());
            worst = findings.getOrDefault(mark, 0L) > 0 ? mark : worst;
        }
        return worst;
    }

    static long total(Map<SeverityMark, Long> findings) {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How well the capture was read, in a few words.
    static String fileState(StoredSession session, boolean fromStore) {
        return switch (session.state()) {
            case READING -> Messages.text("status.reading");
            case CANCELLED -> Messages.text("status.stopped");
            case FAILED -> Messages.text("status.failed");
            case COMPLETE -> {
                if (session.report().truncation() != null) {
                    yield Messages.text("status.truncated");
                }
                yield Messages.text(fromStore ? "status.fromStore" : "status.complete");
            }
        };
    }

    /// What a reader of the findings should know of how the capture was read.
    static List<Band> bands(StoredSession session, Runnable again) {
        List<Band> bands = new ArrayList<>();
        Band.Action redo = new Band.Action(Messages.text("shell.analyseAgain"), again);
        switch (session.state()) {
            case READING, COMPLETE -> {}
            case CANCELLED ->
                bands.add(new Band(
                        Band.Kind.NOTICE,
                        Messages.text(
                                "shell.stopped", Figures.count(session.report().packets())),
                        List.of(),
                        List.of(redo)));
            case FAILED ->
                bands.add(new Band(
                        Band.Kind.ERROR,
                        Messages.text("shell.failed", String.valueOf(session.failure())),
                        List.of(),
                        List.of(redo)));
        }
        if (!session.state().isOver()) {
            return bands;
        }
        Truncation truncation = session.report().truncation();
        List<String> warnings = session.report().warnings();
        if (truncation != null) {
            List<String> details = new ArrayList<>(List.of(truncation.reason()));
            details.addAll(warnings);
            bands.add(new Band(Band.Kind.WARNING, truncated(truncation), details, List.of()));
        } else if (!warnings.isEmpty()) {
            bands.add(new Band(Band.Kind.WARNING, warningTitle(warnings), warnings, List.of()));
        }
        if (session.report().lossyCapture()) {
            bands.add(Band.of(Band.Kind.WARNING, Messages.text("shell.lossy")));
        }
        return bands;
    }

    private static String truncated(Truncation truncation) {
        return Messages.text(
                "shell.truncated", Figures.count(truncation.offset()), Figures.count(truncation.packets()));
    }

    private static String warningTitle(List<String> warnings) {
        return warnings.size() == 1
                ? warnings.getFirst()
                : Messages.text("shell.warnings", Figures.count(warnings.size()), warnings.getFirst());
    }
}
