package dev.faultline.app.cli;

import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.names.NamedCondition;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.util.function.Predicate;

/// Chooses the findings to print.
///
/// @param filter of findings of any severity
/// @param minSeverity the mildest to print
record Shown(Predicate<Finding> filter, Severity minSeverity) implements NamedCondition {
    @Override
    public boolean test(Finding finding) {
        return finding.severity().compareTo(minSeverity) >= 0 && filter.test(finding);
    }

    @Override
    public Shown with(EndpointNames names) {
        return new Shown(NamedCondition.with(filter, names), minSeverity);
    }
}
