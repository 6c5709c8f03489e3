package dev.faultline.app.export;

import dev.faultline.app.Messages;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A line for each error as it is made, for people who watch; again when it gets worse.
public final class LiveTable implements LiveReport {
    private static final int SEVERITY_WIDTH = 7;

    private final OutputStreamWriter out;
    private final Explainer explainer;
    private final TableStyle style;
    private EndpointNames names = EndpointNames.NONE;
    private final Map<String, Severity> written = new HashMap<>();

    /// @param out stays open when the report is closed
    public LiveTable(OutputStreamWriter out, Explainer explainer, TableStyle style) {
        this.out = out;
        this.explainer = explainer;
        this.style = style;
    }

    @Override
    public void names(EndpointNames known) {
        names = known;
    }

    @Override
    public void write(Finding finding) throws IOException {
        Severity before = written.put(finding.id(), finding.severity());
        if (before != null && before.compareTo(finding.severity()) >= 0) {
            return;
        }
        FoldedRow row = new FoldedRow(explainer.explain(finding).title(), List.of(finding), List.of());
        String severity = String.format("%-" + SEVERITY_WIDTH + "s", Phrases.severity(finding.severity()));
        String rest = Messages.text(
                "report.live",
                Phrases.time(finding),
                row.title(),
                Phrases.ends(row, names),
                Phrases.blame(finding, names),
                Phrases.place(finding));
        out.append(style.severity(finding.severity(), severity))
                .append("  ")
                .append(style.text(rest))
                .append('\n');
        out.flush();
    }

    /// Flags are for programs.
    @Override
    public void write(long frame, int tcpStream, int flags) {}

    @Override
    public void end(FileReport report) throws IOException {
        out.append('\n').append(style.text(Phrases.summary(report))).append('\n');
        for (String warning : report.warnings()) {
            out.append(style.text(Messages.text("report.warning", warning))).append('\n');
        }
        out.flush();
    }

    @Override
    public void write(FileReport report) throws IOException {
        for (Finding finding : report.shown()) {
            write(finding);
        }
        end(report);
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
