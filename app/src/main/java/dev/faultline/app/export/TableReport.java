package dev.faultline.app.export;

import dev.faultline.app.Messages;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A table for people: a row for each error with who, where and why, and what follows from it below; at the end
/// a sentence or two that sum up.
public final class TableReport implements Report {
    private static final String GAP = "  ";

    private final Appendable out;
    private final Explainer explainer;
    private final TableStyle style;
    private EndpointNames names = EndpointNames.NONE;
    private boolean begun;

    /// The cells of a row, all but the severity as they are shown.
    private record Cells(
            FoldedRow row, String severity, String time, String title, String ends, String who, String times) {}

    /// @param out stays open when the report is closed
    public TableReport(Appendable out, Explainer explainer, TableStyle style) {
        this.out = out;
        this.explainer = explainer;
        this.style = style;
    }

    @Override
    public void names(EndpointNames known) {
        names = known;
    }

    @Override
    public void write(FileReport report) throws IOException {
        if (begun) {
            line("");
        }
        begun = true;
        line(style.bold(style.text(report.file())) + GAP + style.dim(style.text(Phrases.capture(report.result()))));
        List<FoldedRow> rows = FoldedRow.of(report.shown(), explainer, names);
        if (!rows.isEmpty()) {
            line("");
            writeRows(rows);
        }
        line("");
        paragraph("", Phrases.summary(report));
        for (String warning : report.warnings()) {
            paragraph("", Messages.text("report.warning", warning));
        }
    }

    @Override
    public void close() {
        // Nothing is held back.
    }

    private void writeRows(List<FoldedRow> rows) throws IOException {
        List<Cells> all = new ArrayList<>();
        all.add(new Cells(
                rows.getFirst(),
                Messages.text("report.column.severity"),
                Messages.text("report.column.time"),
                Messages.text("report.column.title"),
                style.text(Messages.text("report.column.ends")),
                Messages.text("report.column.who"),
                ""));
        rows.forEach(row -> all.add(cells(row)));
        boolean wide = columns(all, true).fit(style.width());
        Columns columns = columns(all, wide);
        line(style.dim(joined(columns, all.getFirst(), wide, false)));
        String margin = " ".repeat(columns.width(0) + GAP.length());
        for (Cells cells : all.subList(1, all.size())) {
            line(joined(columns, cells, wide, style.colour()));
            if (!wide && !cells.ends.isEmpty()) {
                line(margin + cells.ends);
            }
            writeBelow(cells.row(), margin);
        }
    }

    /// @param wide whether both ends have a column; else they have a line of their own
    private Columns columns(List<Cells> all, boolean wide) {
        return Columns.of(
                GAP.length(),
                List.of(
                        all.stream().map(Cells::severity).toList(),
                        all.stream().map(Cells::time).toList(),
                        all.stream().map(Cells::title).toList(),
                        wide ? all.stream().map(Cells::ends).toList() : List.of(),
                        all.stream().map(Cells::who).toList(),
                        all.stream().map(Cells::times).toList()));
    }

    private String joined(Columns columns, Cells cells, boolean wide, boolean coloured) {
        String severity = columns.pad(0, cells.severity());
        String title = columns.pad(2, cells.title());
        List<String> parts = new ArrayList<>();
        parts.add(coloured ? style.severity(cells.row().severity(), severity) : severity);
        parts.add(columns.pad(1, cells.time()));
        parts.add(coloured ? style.bold(title) : title);
        if (wide) {
            parts.add(columns.pad(3, cells.ends()));
        }
        parts.add(columns.pad(4, cells.who()));
        parts.add(cells.times());
        return String.join(GAP, parts).stripTrailing();
    }

    private void writeBelow(FoldedRow row, String margin) throws IOException {
        paragraph(margin, explainer.explain(row.lead()).detail());
        for (FoldedRow part : row.parts()) {
            paragraph(margin, part(part));
        }
        line(margin + style.dim(style.text(Phrases.place(row.lead()))));
    }

    private String part(FoldedRow part) {
        Finding lead = part.lead();
        String text =
                Messages.text("report.part", Phrases.severity(part.severity()), part.title(), Phrases.place(lead));
        String times = Phrases.times(part);
        return times.isEmpty() ? text : text + " · " + times;
    }

    private Cells cells(FoldedRow row) {
        return new Cells(
                row,
                Phrases.severity(row.severity()),
                Phrases.time(row.lead()),
                style.text(row.title()),
                style.text(Phrases.ends(row, names)),
                style.text(Phrases.blame(row.lead(), names)),
                style.text(Phrases.times(row)));
    }

    private void paragraph(String margin, String text) throws IOException {
        int room = style.width() == 0 ? Integer.MAX_VALUE : Math.max(20, style.width() - margin.length());
        for (String wrapped : Columns.wrap(style.text(text), room)) {
            line(margin + wrapped);
        }
    }

    private void line(String text) throws IOException {
        out.append(text).append('\n');
    }
}
