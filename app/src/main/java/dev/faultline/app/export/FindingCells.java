package dev.faultline.app.export;

import dev.faultline.app.Messages;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A finding as one row of a [Sheet].
public final class FindingCells {
    private static final List<String> NAMES = List.of(
            "id",
            "time",
            "severity",
            "class",
            "kind",
            "title",
            "source",
            "destination",
            "blame",
            "reporter",
            "count",
            "confidence",
            "protocol",
            "stream",
            "frames",
            "detail");

    private final Explainer explainer;

    public FindingCells(Explainer explainer) {
        this.explainer = explainer;
    }

    /// Names of the columns.
    public List<String> names() {
        return NAMES.stream()
                .map(name -> Messages.text("export.column." + name))
                .toList();
    }

    /// The cells, in the order of [#names()].
    public List<String> of(Finding finding) {
        Explanation explanation = explainer.explain(finding);
        return List.of(
                finding.id(),
                Timestamps.exact(finding.first()),
                finding.severity().id(),
                finding.kind().findingClass().id(),
                finding.kind().id(),
                explanation.title(),
                Objects.toString(finding.src(), ""),
                Objects.toString(finding.dst(), ""),
                finding.blame().id(),
                Objects.toString(finding.reporter(), ""),
                Long.toString(finding.count()),
                finding.confidence().id(),
                finding.transport().id(),
                finding.tcpStream() < 0 ? "" : Integer.toString(finding.tcpStream()),
                frames(finding.evidence().stream()),
                explanation.detail());
    }

    private static String frames(Stream<Evidence> evidence) {
        return evidence.map(packet -> Long.toString(packet.frame())).collect(Collectors.joining(" "));
    }
}
