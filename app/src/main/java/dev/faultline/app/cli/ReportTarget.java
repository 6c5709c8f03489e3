package dev.faultline.app.cli;

import dev.faultline.app.export.AtomicFile;
import dev.faultline.app.export.HtmlReport;
import dev.faultline.app.export.JsonLinesReport;
import dev.faultline.app.export.LiveReport;
import dev.faultline.app.export.LiveTable;
import dev.faultline.app.export.Report;
import dev.faultline.app.export.TableReport;
import dev.faultline.app.export.TableStyle;
import dev.faultline.engine.finding.Explainer;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a report goes: standard output, or a file that appears when it is complete.
final class ReportTarget implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final @Nullable AtomicFile file;
    private final OutputStream out;
    private final OutputStreamWriter text;
    private final Report report;

    /// @param output the file to write, or null for standard output
    /// @param follow whether findings are wanted as they are made
    ReportTarget(Format format, @Nullable Path output, boolean follow, Terminal terminal) throws IOException {
        file = output == null ? null : new AtomicFile(output, true);
        out = new BufferedOutputStream(file == null ? terminal.out() : file.out(), BUFFER);
        text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        TableStyle style = output == null ? terminal.style() : TableStyle.PLAIN;
        Explainer explainer = new Explainer();
        report = switch (format) {
            case JSONL -> new JsonLinesReport(out, explainer);
            case HTML -> new HtmlReport(text, explainer);
            case TABLE -> follow ? new LiveTable(text, explainer, style) : new TableReport(text, explainer, style);
        };
    }

    Report report() {
        return report;
    }

    /// The report as one that takes findings as they are made; null when the format is none.
    @Nullable
    LiveReport live() {
        return report instanceof LiveReport live ? live : null;
    }

    /// Writes out what is ready to be read.
    void flush() throws IOException {
        text.flush();
        out.flush();
    }

    /// Ends the report.
    void commit() throws IOException {
        report.close();
        flush();
        if (file != null) {
            file.commit();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
