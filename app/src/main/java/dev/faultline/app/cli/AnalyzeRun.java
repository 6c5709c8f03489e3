package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.export.FileReport;
import dev.faultline.app.export.LiveReport;
import dev.faultline.app.export.Report;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.names.NamedCondition;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Analyses one capture after the other into a report.
final class AnalyzeRun {
    private final Terminal terminal;
    private final Options options;
    private final BooleanSupplier interrupted;
    private int status = Status.DONE;

    /// What is asked for.
    ///
    /// @param shown the findings to show
    /// @param failOn severity that makes the run a failure, or null
    record Options(Shown shown, @Nullable Severity failOn, Duration staleTimeout, boolean wiresharkFlags, int threads) {

        AnalysisOptions of(CaptureInput input) throws IOException {
            // Only a reader on its own thread can be left behind while it waits for more.
            int atLeast = input.isStandardInput() ? 2 : 1;
            return new AnalysisOptions(
                    input.identity(), Limits.DEFAULT, staleTimeout, wiresharkFlags, Math.max(atLeast, threads));
        }

        boolean isFailure(FileReport report, EndpointNames names) {
            Predicate<Finding> named = NamedCondition.with(shown.filter(), names);
            return failOn != null
                    && report.findings().stream().anyMatch(f -> f.severity().compareTo(failOn) >= 0 && named.test(f));
        }
    }

    AnalyzeRun(Terminal terminal, Options options, BooleanSupplier interrupted) {
        this.terminal = terminal;
        this.options = options;
        this.interrupted = interrupted;
    }

    /// Analyses a capture and writes what was found.
    ///
    /// @param live the report, when findings are to be written as they are made; else null
    /// @throws IOException when the report cannot be written
    void analyse(CaptureInput input, Report report, @Nullable LiveReport live) throws IOException {
        FileReport outcome;
        EndpointNames names;
        try (FailSafeSource source = new FailSafeSource(input.open(terminal, Limits.DEFAULT, live != null));
                ProgressLine progress = new ProgressLine(terminal.err(), input.name())) {
            boolean showsProgress = terminal.interactive() && live == null;
            CaptureAnalysis analysis =
                    new CaptureAnalysis(options.shown(), live, showsProgress ? progress : null, interrupted);
            names = analysis.names();
            outcome = analysis.run(input.name(), source, options.of(input));
            progress.erase();
            if (source.failure() != null) {
                unreadable(input, source.failure());
            }
        } catch (IOException e) {
            unreadable(input, e);
            return;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            mistake(input, e);
            return;
        }
        if (live == null) {
            report.names(names);
            report.write(outcome);
        }
        if (options.isFailure(outcome, names) && status == Status.DONE) {
            status = Status.FOUND;
        }
    }

    private void unreadable(CaptureInput input, IOException problem) {
        terminal.say(Messages.text("cli.message", Problems.sentence(input.name(), problem)));
        status = Status.UNREADABLE;
    }

    /// The other captures are analysed all the same.
    private void mistake(CaptureInput input, RuntimeException problem) {
        terminal.say(Messages.text(
                "cli.message", Messages.text("cli.problem", input.name(), Messages.text("cli.internal"))));
        problem.printStackTrace(terminal.err());
        status = Status.INTERNAL;
    }

    /// The exit status that the captures analysed so far come to.
    int status() {
        return status;
    }
}
