package dev.faultline.app.export;

import dev.faultline.app.Messages;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.AnalysisResult;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What the analysis of one capture came to.
///
/// @param file as it was asked for; `-` for standard input
/// @param findings all, in the order of [#ORDER]
/// @param shown those that were asked for, in the same order
/// @param flags Wireshark's flags, when they were asked for
/// @param result how the analysis ended
public record FileReport(
        String file, List<Finding> findings, List<Finding> shown, WiresharkFlags flags, AnalysisResult result) {
    /// By time, then by id.
    public static final Comparator<Finding> ORDER =
            Comparator.comparingLong(Finding::first).thenComparing(Finding::id);

    /// Puts findings in order and chooses those to show.
    ///
    /// @param findings in any order
    /// @param wanted chooses those to show
    public static FileReport of(
            String file,
            Collection<Finding> findings,
            Predicate<Finding> wanted,
            WiresharkFlags flags,
            AnalysisResult result) {
        List<Finding> sorted = findings.stream().sorted(ORDER).toList();
        return new FileReport(file, sorted, sorted.stream().filter(wanted).toList(), flags, result);
    }

    /// How many of the shown findings there are of each kind, by its id.
    public Map<String, Long> shownByKind() {
        Map<String, Long> counts = new TreeMap<>();
        shown.forEach(finding -> counts.merge(finding.kind().id(), 1L, Long::sum));
        return counts;
    }

    /// The names of the capture's link types.
    public Set<String> linkTypes() {
        Set<String> names = new LinkedHashSet<>();
        result.interfaces().stream()
                .map(CaptureInterface::linkType)
                .map(LinkTypeNames::of)
                .forEach(names::add);
        return names;
    }

    /// What a reader should know before relying on the findings, in sentences.
    public List<String> warnings() {
        Set<String> warnings = new LinkedHashSet<>(result.capture().warnings());
        warnings.addAll(result.warnings());
        Truncation truncation = result.capture().truncation();
        if (truncation != null) {
            warnings.add(Messages.text(
                    "report.truncated",
                    Long.toString(truncation.offset()),
                    Long.toString(truncation.packets()),
                    truncation.reason()));
        }
        if (result.cancelled()) {
            warnings.add(Messages.text(
                    "report.interrupted", Long.toString(result.capture().packets())));
        }
        return List.copyOf(warnings);
    }
}
