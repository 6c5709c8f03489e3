package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.export.FileReport;
import dev.faultline.app.extract.EvidenceExtractor;
import dev.faultline.app.extract.EvidenceExtractor.Extract;
import dev.faultline.app.extract.EvidenceExtractor.Request;
import dev.faultline.app.extract.FlowSelection;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.session.CaptureIdentity;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FactText;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline extract FILE`: writes the packets of errors.
@Command(name = "extract", mixinStandardHelpOptions = true)
final class ExtractCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1", paramLabel = "FILE")
    private Path file = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.pcapng")
    private Path output = Path.of("");

    @Option(names = "--force")
    private boolean force;

    /// What to extract: one of these.
    private static final class Which {
        @Option(names = "--finding", paramLabel = "ID")
        private @Nullable String finding;

        @Option(names = "--stream", paramLabel = "N")
        private @Nullable Integer stream;

        @Option(names = "--filter", paramLabel = "CEL", converter = Words.OfFilter.class)
        private @Nullable FindingFilter filter;

        Predicate<Finding> condition() {
            return filter == null ? this::matches : filter;
        }

        private boolean matches(Finding candidate) {
            if (stream != null) {
                return candidate.tcpStream() == stream;
            }
            return candidate.id().equals(finding) || finding != null && finding.equals(candidate.partOf());
        }

        FlowSelection selection(List<Finding> matching) {
            return stream != null
                    ? new FlowSelection.OfStreams(Set.of(stream))
                    : new FlowSelection.OfFindings(matching);
        }

        String missing() {
            if (stream != null) {
                return Messages.text("cli.extract.stream", Integer.toString(stream));
            }
            return finding != null
                    ? Messages.text("cli.extract.finding", finding)
                    : Messages.text("cli.extract.filter");
        }
    }

    ExtractCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (which.stream != null && which.stream < 0) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.extract.number"));
        }
        Path writing = file;
        try (Interruption interruption = new Interruption()) {
            if (Files.exists(output) && Files.exists(file) && Files.isSameFile(file, output)) {
                throw new ParameterException(spec.commandLine(), Messages.text("cli.extract.same"));
            }
            Matching all = matching(interruption);
            List<Finding> matching = all.findings();
            writing = output;
            if (matching.isEmpty() && which.stream == null) {
                return nothing();
            }
            Request request = new Request(file, which.selection(matching), matching, all.names(), output, force);
            Extract extract =
                    new EvidenceExtractor(Limits.DEFAULT, new Explainer()).extract(request, interruption::isRequested);
            return extract.packets() == 0 ? nothing() : done(extract);
        } catch (CancellationException e) {
            return Status.INTERRUPTED;
        } catch (IOException e) {
            terminal.say(Messages.text("cli.message", Problems.sentence(writing.toString(), e)));
            return Status.UNREADABLE;
        }
    }

    /// What is to be extracted, and what its addresses are called.
    private record Matching(List<Finding> findings, EndpointNames names) {}

    private Matching matching(Interruption interruption) throws IOException {
        AnalysisOptions options = AnalysisOptions.of(CaptureIdentity.of(file).toString());
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                ProgressLine progress = new ProgressLine(terminal.err(), file.toString())) {
            CaptureAnalysis analysis = new CaptureAnalysis(
                    which.condition(), null, terminal.interactive() ? progress : null, interruption::isRequested);
            FileReport report = analysis.run(file.toString(), source, options);
            if (report.result().cancelled()) {
                throw new CancellationException();
            }
            return new Matching(report.shown(), analysis.names());
        }
    }

    private int nothing() {
        terminal.say(Messages.text("cli.message", Messages.text("cli.problem", file, which.missing())));
        return Status.UNREADABLE;
    }

    private int done(Extract extract) throws IOException {
        String text = Messages.text(
                extract.firstEvidence() > 0 ? "cli.extract.done.evidence" : "cli.extract.done",
                extract.file(),
                FactText.of(extract.packets()),
                FactText.of(extract.bytes()),
                Long.toString(extract.firstEvidence()));
        terminal.print(text);
        return Status.DONE;
    }
}
