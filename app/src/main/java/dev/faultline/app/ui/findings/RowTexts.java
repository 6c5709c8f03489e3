package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.export.JsonLinesReport;
import dev.faultline.app.export.Sheet;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.ui.timeline.TimeText;
import dev.faultline.app.wireshark.DisplayFilters;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes lines of the table, and the findings behind them, as text for the clipboard.
final class RowTexts {
    private RowTexts() {}

    /// What the table shows, with times and names in full.
    static String sheet(Sheet sheet, List<RowItem> items, TimeText time) {
        List<String> names = Stream.of(Column.values())
                .map(column -> Messages.text("copy.column." + column.id()))
                .toList();
        return items.stream()
                .map(item -> sheet.line(cells(item, time)) + "\n")
                .collect(Collectors.joining("", sheet.head(names), ""));
    }

    /// One JSON object a line.
    static String json(Collection<List<Finding>> findings, EndpointNames names, Explainer explainer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonLinesReport report = new JsonLinesReport(out, explainer)) {
            report.names(names);
            for (List<Finding> some : findings) {
                for (Finding finding : some) {
                    report.write(finding);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// A filter that shows the lines.
    static String filter(List<RowItem> items) {
        List<String> conditions = items.stream()
                .map(item -> FilterExpressions.of(item, null))
                .distinct()
                .toList();
        return conditions.size() == 1
                ? conditions.getFirst()
                : conditions.stream().map(condition -> "(" + condition + ")").collect(Collectors.joining(" || "));
    }

    /// Wireshark's display filter for the flows.
    static String displayFilter(Collection<List<Finding>> findings) {
        return DisplayFilters.flowsOf(findings.stream().flatMap(List::stream).toList());
    }

    /// One command for each capture.
    static String tshark(Map<Path, List<Finding>> findings) {
        return findings.entrySet().stream()
                .map(entry -> "tshark -r " + quoted(entry.getKey().toString()) + " -Y "
                        + quoted(displayFilter(List.of(entry.getValue()))))
                .collect(Collectors.joining("\n"));
    }

    /// In single quotes, as a POSIX shell reads it.
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static List<String> cells(RowItem item, TimeText time) {
        return Stream.of(Column.values())
                .map(column -> switch (column) {
                    case SEVERITY -> Messages.text("severity." + item.severity().id());
                    case CLASS -> Messages.text("class." + item.findingClass().id());
                    case TIME -> time.full(item.first());
                    case FINDING -> item.title();
                    case SOURCE -> item.source().full();
                    case DESTINATION -> item.destination().full();
                    case BLAME -> item.blameWord();
                    case COUNT -> Long.toString(item.count());
                    case CONFIDENCE ->
                        Messages.text("confidence." + item.confidence().id());
                    case REQUEST -> item.request();
                    case ELAPSED -> item.elapsed();
                })
                .toList();
    }
}
