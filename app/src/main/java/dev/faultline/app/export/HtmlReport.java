package dev.faultline.app.export;

import dev.faultline.app.Messages;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// One page to keep, send and print: everything in the file, no scripts, light or dark as the reader's system
/// is.
public final class HtmlReport implements Report {
    /// Up to so many rows stand open.
    private static final int OPEN_ROWS = 25;

    private static final String COMMAND = "$ ";

    private final Appendable out;
    private final Explainer explainer;
    private EndpointNames names = EndpointNames.NONE;

    /// Writes the head of the page.
    ///
    /// @param out stays open when the report is closed
    public HtmlReport(Appendable out, Explainer explainer) throws IOException {
        this.out = out;
        this.explainer = explainer;
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\">");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        line("<title>" + text("report.page.title") + "</title>");
        line("<style>");
        line(style());
        line("</style>");
        line("</head>");
        line("<body>");
        line("<h1>" + text("report.page.title") + "</h1>");
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in, "report.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void names(EndpointNames known) {
        names = known;
    }

    @Override
    public void write(FileReport report) throws IOException {
        line("<section>");
        line("<h2>" + escape(report.file()) + "</h2>");
        line("<p class=\"muted\">" + escape(Phrases.capture(report.result())) + "</p>");
        line("<p>" + escape(Phrases.summary(report)) + "</p>");
        for (String warning : report.warnings()) {
            line("<p class=\"caution\">" + escape(Messages.text("report.warning", warning)) + "</p>");
        }
        List<FoldedRow> rows = FoldedRow.of(report.shown(), explainer, names);
        if (!rows.isEmpty()) {
            writeRows(rows);
        }
        line("</section>");
    }

    @Override
    public void close() throws IOException {
        line("</body>");
        line("</html>");
    }

    /// Writes findings of one or several captures, without what is known about the captures themselves.
    ///
    /// @param name of the captures, for people
    /// @param findings in the order of [FileReport#ORDER]
    public void write(String name, List<Finding> findings) throws IOException {
        line("<section>");
        line("<h2>" + escape(name) + "</h2>");
        writeRows(FoldedRow.of(findings, explainer, names));
        line("</section>");
    }

    private void writeRows(List<FoldedRow> rows) throws IOException {
        line("<table>");
        line("<thead><tr>" + column("severity") + column("time") + column("title") + column("ends") + column("who")
                + "<th></th></tr></thead>");
        for (FoldedRow row : rows) {
            writeRow(row, rows.size() <= OPEN_ROWS);
        }
        line("</table>");
    }

    private static String column(String name) {
        return "<th scope=\"col\">" + text("report.column." + name) + "</th>";
    }

    private void writeRow(FoldedRow row, boolean open) throws IOException {
        line("<tbody class=\"" + row.severity().id() + "\">");
        line("<tr><td class=\"severity\">" + escape(Phrases.severity(row.severity())) + "</td><td class=\"mono\">"
                + escape(Phrases.time(row.lead())) + "</td><td class=\"title\">" + escape(row.title())
                + "</td><td class=\"mono\">" + escape(Phrases.ends(row, names)) + "</td><td>"
                + escape(Phrases.blame(row.lead(), names)) + "</td><td>" + escape(Phrases.times(row)) + "</td></tr>");
        line("<tr><td></td><td colspan=\"5\">");
        writeWhy(row, open);
        line("</td></tr>");
        line("</tbody>");
    }

    private void writeWhy(FoldedRow row, boolean open) throws IOException {
        Finding lead = row.lead();
        Explanation explanation = explainer.explain(lead);
        line((open ? "<details open>" : "<details>") + "<summary>" + escape(explanation.detail()) + "</summary>");
        if (!row.parts().isEmpty()) {
            line("<h3>" + text("report.page.parts") + "</h3>");
            line("<ul>");
            for (FoldedRow part : row.parts()) {
                line("<li class=\"" + part.severity().id() + "\"><span class=\"severity\">"
                        + escape(Phrases.severity(part.severity())) + "</span> " + escape(part.title())
                        + " <span class=\"mono muted\">" + escape(Phrases.place(part.lead())) + "</span> "
                        + escape(Phrases.times(part)) + "</li>");
            }
            line("</ul>");
        }
        writeList("report.page.causes", explanation.causes());
        writeNext(explanation.next());
        writeList("report.page.confidence." + lead.confidence().id(), explainer.confidenceWhy(lead));
        String request = Phrases.request(lead);
        if (request != null) {
            line("<p class=\"mono\">" + escape(request) + "</p>");
        }
        line("<p class=\"mono muted\">" + escape(Phrases.place(lead)) + "</p>");
        line("</details>");
    }

    private void writeList(String heading, List<String> items) throws IOException {
        if (items.isEmpty()) {
            return;
        }
        line("<h3>" + text(heading) + "</h3>");
        line("<ul>");
        for (String item : items) {
            line("<li>" + escape(item) + "</li>");
        }
        line("</ul>");
    }

    private void writeNext(List<String> next) throws IOException {
        if (next.isEmpty()) {
            return;
        }
        line("<h3>" + text("report.page.next") + "</h3>");
        for (String step : next) {
            line(
                    step.startsWith(COMMAND)
                            ? "<pre class=\"mono\">" + escape(step.substring(COMMAND.length())) + "</pre>"
                            : "<p>" + escape(step) + "</p>");
        }
    }

    private static String text(String key) {
        return escape(Messages.text(key));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void line(String text) throws IOException {
        out.append(text).append('\n');
    }
}
