package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline analyze FILE…`: analyses without a window.
@Command(name = "analyze", mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
    private static final AnalysisOptions DEFAULTS = AnalysisOptions.of("");

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE")
    private List<String> files = List.of();

    @Mixin
    private FindingOptions findings = new FindingOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE")
    private @Nullable Path output;

    @Option(names = "--stale-timeout", paramLabel = "TIME", converter = Words.OfDuration.class)
    private Duration staleTimeout = DEFAULTS.staleTimeout();

    @Option(names = "--threads", paramLabel = "N", converter = Words.OfThreads.class)
    private int threads = DEFAULTS.threads();

    @Option(names = "--wireshark-flags")
    private boolean wiresharkFlags;

    @Option(names = "--together")
    private boolean together;

    @Option(names = "--follow")
    private boolean follow;

    AnalyzeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// What `faultline FILE…` does where there is no display.
    ///
    /// @param together whether the files are several views of one network
    AnalyzeCommand(Terminal terminal, List<String> files, boolean together) {
        this(terminal);
        this.files = files;
        this.together = together;
    }

    @Override
    public Integer call() {
        if (follow && findings.format() == Format.HTML) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.follow.html"));
        }
        if (together && (follow || files.contains("-"))) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.together.files"));
        }
        AnalyzeRun.Options options =
                new AnalyzeRun.Options(findings.shown(), findings.failOn(), staleTimeout, wiresharkFlags, threads);
        try (ReportTarget target = new ReportTarget(findings.format(), output, follow, terminal);
                Interruption interruption = new Interruption()) {
            AnalyzeRun run = new AnalyzeRun(terminal, options, interruption::isRequested);
            for (CaptureInput input : inputs()) {
                if (!interruption.isRequested()) {
                    run.analyse(input, target.report(), follow ? target.live() : null);
                    target.flush();
                }
            }
            target.commit();
            return interruption.isRequested() ? Status.INTERRUPTED : run.status();
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    private List<CaptureInput> inputs() {
        return together && files.size() > 1
                ? List.of(CaptureInput.together(files))
                : files.stream().map(CaptureInput::new).toList();
    }

    /// Whoever read the output may have had enough of it (`| head`): that is no problem to speak of.
    private int unwritable(IOException problem) {
        boolean closed = output == null && String.valueOf(problem.getMessage()).startsWith("Broken pipe");
        if (!closed) {
            String target = output == null ? Messages.text("cli.stdout") : output.toString();
            terminal.say(Messages.text("cli.message", Problems.sentence(target, problem)));
        }
        return Status.UNREADABLE;
    }
}
