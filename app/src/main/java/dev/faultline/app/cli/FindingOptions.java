package dev.faultline.app.cli;

import dev.faultline.app.filter.FindingFilter;
import dev.faultline.engine.finding.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which findings are told, in which form, and which of them make the run a failure.
final class FindingOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Words.OfFormat.class,
            completionCandidates = Words.OfFormat.class)
    private Format format = Format.TABLE;

    @Option(names = "--filter", paramLabel = "CEL", converter = Words.OfFilter.class)
    private @Nullable FindingFilter filter;

    @Option(
            names = "--min-severity",
            paramLabel = "SEVERITY",
            converter = Words.OfSeverity.class,
            completionCandidates = Words.OfSeverity.class)
    private Severity minSeverity = Severity.NOTICE;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            converter = Words.OfSeverity.class,
            completionCandidates = Words.OfSeverity.class)
    private @Nullable Severity failOn;

    Format format() {
        return format;
    }

    /// Of any severity; all where no filter is given.
    Shown shown() {
        FindingFilter wanted = filter;
        return new Shown(wanted == null ? finding -> true : wanted, minSeverity);
    }

    /// Severity that makes the run a failure, or null.
    @Nullable
    Severity failOn() {
        return failOn;
    }
}
