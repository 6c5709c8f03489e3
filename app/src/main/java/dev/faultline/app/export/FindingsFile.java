package dev.faultline.app.export;

import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Writes findings to a file that appears when it is complete.
public final class FindingsFile {
    private final Explainer explainer;
    private final EndpointNames names;

    public FindingsFile(Explainer explainer) {
        this(explainer, EndpointNames.NONE);
    }

    private FindingsFile(Explainer explainer, EndpointNames names) {
        this.explainer = explainer;
        this.names = names;
    }

    /// One that writes findings whose addresses have these names.
    public FindingsFile named(EndpointNames known) {
        return new FindingsFile(explainer, known);
    }

    /// Findings that can be gone through once.
    @FunctionalInterface
    public interface Source {
        /// Hands over one finding after the other until `sink` throws.
        void forEach(Consumer<Finding> sink) throws IOException;
    }

    /// Writes the file, in place of one that is there.
    ///
    /// @param name of the captures, for the page
    /// @param cancelled asked for each finding; true gives up and leaves nothing behind
    /// @return number of findings written
    /// @throws CancellationException when it was cancelled
    public long write(Path target, ExportFormat format, String name, Source findings, BooleanSupplier cancelled)
            throws IOException {
        try (AtomicFile file = new AtomicFile(target, true)) {
            BufferedOutputStream out = new BufferedOutputStream(file.out());
            Counter counter = new Counter(findings, cancelled);
            try {
                switch (format) {
                    case CSV -> sheet(Sheet.CSV, new OutputStreamWriter(out, StandardCharsets.UTF_8), counter);
                    case MARKDOWN ->
                        sheet(Sheet.MARKDOWN, new OutputStreamWriter(out, StandardCharsets.UTF_8), counter);
                    case JSON -> lines(out, counter);
                    case HTML -> page(new OutputStreamWriter(out, StandardCharsets.UTF_8), name, counter);
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            out.flush();
            file.commit();
            return counter.count;
        }
    }

    private void sheet(Sheet sheet, Writer out, Counter findings) throws IOException {
        FindingCells cells = new FindingCells(explainer, names);
        out.write(sheet.head(cells.names()));
        findings.forEach(finding -> out.write(sheet.line(cells.of(finding)) + "\n"));
        out.flush();
    }

    private void lines(BufferedOutputStream out, Counter findings) throws IOException {
        try (JsonLinesReport report = new JsonLinesReport(out, explainer)) {
            report.names(names);
            findings.forEach(report::write);
        }
    }

    private void page(Writer out, String name, Counter findings) throws IOException {
        List<Finding> all = new ArrayList<>();
        findings.forEach(all::add);
        try (HtmlReport report = new HtmlReport(out, explainer)) {
            report.names(names);
            report.write(name, all);
        }
        out.flush();
    }

    @FunctionalInterface
    private interface Sink {
        void accept(Finding finding) throws IOException;
    }

    private static final class Counter {
        private final Source findings;
        private final BooleanSupplier cancelled;
        private long count;

        Counter(Source findings, BooleanSupplier cancelled) {
            this.findings = findings;
            this.cancelled = cancelled;
        }

        void forEach(Sink sink) throws IOException {
            findings.forEach(finding -> {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                try {
                    sink.accept(finding);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                count++;
            });
        }
    }
}
