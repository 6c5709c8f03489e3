package dev.faultline.app.store;

import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.Severity;
import java.util.Map;

/// Numbers of findings by severity and class. Findings that are part of others do not count.
///
/// @param cells by severity and class; pairs with none may be missing
public record FindingCounts(Map<Cell, Long> cells) {
    /// A severity and a class.
    public record Cell(Severity severity, FindingClass findingClass) {}

    public FindingCounts {
        cells = Map.copyOf(cells);
    }

    public long of(Severity severity) {
        return sum(severity, null);
    }

    public long of(FindingClass findingClass) {
        return sum(null, findingClass);
    }

    public long of(Severity severity, FindingClass findingClass) {
        return sum(severity, findingClass);
    }

    public long total() {
        return sum(null, null);
    }

    private long sum(
            @org.jspecify.annotations.Nullable Severity severity,
            @org.jspecify.annotations.Nullable FindingClass findingClass) {
        long sum = 0;
        for (Map.Entry<Cell, Long> cell : cells.entrySet()) {
            boolean counted = (severity == null || cell.getKey().severity() == severity)
                    && (findingClass == null || cell.getKey().findingClass() == findingClass);
            sum += counted ? cell.getValue() : 0;
        }
        return sum;
    }
}
