package dev.faultline.app.export;

import dev.faultline.app.Messages;
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
    public void write(FileReport report) throws IOException {
        if (begun) {
            line("");
        }
        begun = true;
        line(style.bold(style.text(report.file())) + GAP + style.dim(style.text(Phrases.capture(report.result()))));
        List<FoldedRow> rows = FoldedRow.of(report.shown(), explainer);
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
        Columns columns = Columns.fit(
                style.width(),
                GAP.length(),
                List.of(
                        all.stream().map(Cells::severity).toList(),
                        all.stream().map(Cells::time).toList(),
                        all.stream().map(Cells::title).toList(),
                        all.stream().map(Cells::ends).toList(),
                        all.stream().map(Cells::who).toList(),
                        all.stream().map(Cells::times).toList()),
                2);
        line(style.dim(joined(columns, all.getFirst(), false)));
        for (Cells cells : all.subList(1, all.size())) {
            line(joined(columns, cells, style.colour()));
            writeBelow(cells.row(), columns.width(0) + GAP.length());
        }
    }

    private String joined(Columns columns, Cells cells, boolean coloured) {
        String severity = columns.pad(0, cells.severity());
        return String.join(
                        GAP,
                        coloured ? style.severity(cells.row().severity(), severity) : severity,
                        columns.pad(1, cells.time()),
                        coloured ? style.bold(columns.pad(2, cells.title())) : columns.pad(2, cells.title()),
                        columns.pad(3, cells.ends()),
                        columns.pad(4, cells.who()),
                        cells.times())
                .stripTrailing();
    }

    private void writeBelow(FoldedRow row, int indent) throws IOException {
        String margin = " ".repeat(indent);
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
                style.text(Phrases.ends(row)),
                style.text(Phrases.blame(row.lead())),
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
