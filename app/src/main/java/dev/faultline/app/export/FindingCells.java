package dev.faultline.app.export;

import dev.faultline.app.Messages;
import dev.faultline.app.filter.RequestText;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
            "sourceName",
            "sourceWorkload",
            "sourceNode",
            "destination",
            "destinationName",
            "destinationWorkload",
            "destinationNode",
            "blame",
            "reporter",
            "count",
            "confidence",
            "protocol",
            "stream",
            "frames",
            "request",
            "elapsed",
            "detail");

    private final Explainer explainer;
    private final EndpointNames names;

    /// @param names what addresses are called
    public FindingCells(Explainer explainer, EndpointNames names) {
        this.explainer = explainer;
        this.names = names;
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
        AddressName src = names.at(finding.src(), finding.first());
        AddressName dst = names.at(finding.dst(), finding.first());
        return List.of(
                finding.id(),
                Timestamps.exact(finding.first()),
                finding.severity().id(),
                finding.kind().findingClass().id(),
                finding.kind().id(),
                explanation.title(),
                Objects.toString(finding.src(), ""),
                Objects.toString(Phrases.name(src, false), ""),
                Objects.toString(src.workload(), ""),
                Objects.toString(src.node(), ""),
                Objects.toString(finding.dst(), ""),
                Objects.toString(Phrases.name(dst, false), ""),
                Objects.toString(dst.workload(), ""),
                Objects.toString(dst.node(), ""),
                finding.blame().id(),
                Objects.toString(finding.reporter(), ""),
                Long.toString(finding.count()),
                finding.confidence().id(),
                finding.transport().id(),
                finding.tcpStream() < 0 ? "" : Integer.toString(finding.tcpStream()),
                frames(finding.evidence().stream()),
                Objects.toString(RequestText.of(finding), ""),
                elapsed(finding),
                explanation.detail());
    }

    private static String elapsed(Finding finding) {
        Long nanos = RequestText.elapsed(finding);
        return nanos == null ? "" : Long.toString(TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    private static String frames(Stream<Evidence> evidence) {
        return evidence.map(packet -> Long.toString(packet.frame())).collect(Collectors.joining(" "));
    }
}
