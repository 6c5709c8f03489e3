package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.BlameGlyph;
import dev.faultline.app.ui.control.BlameMark;
import dev.faultline.app.ui.control.ConfidenceBars;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.text.Figures;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import org.kordamp.ikonli.javafx.FontIcon;

/// The cells of the table, one kind for each column.
final class Cells {
    private static final int ICON = 16;

    private Cells() {}

    /// Icon and word of the severity; the icon alone where there is no room.
    static final class Severity extends RowCell {
        private final FontIcon icon = Icons.icon(SeverityMark.INFO.icon(), ICON);
        private final Label label = new Label("", icon);

        Severity() {
            super("severity-cell");
        }

        @Override
        Node content() {
            label.getStyleClass().add("fl-small");
            label.setMinWidth(0);
            return label;
        }

        @Override
        String show(RowItem item) {
            SeverityMark severity = item.severity();
            String word = Messages.text("severity." + severity.id());
            boolean narrow = getTableView().getStyleClass().contains(FindingsTable.NARROW);
            label.setText(word);
            label.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
            icon.setIconLiteral(severity.icon());
            icon.getStyleClass().setAll("ikonli-font-icon", severity.styleClass());
            label.getStyleClass().setAll("label", "fl-small", severity.styleClass());
            return word;
        }
    }

    /// The icon of the class.
    static final class FindingClass extends RowCell {
        private final FontIcon icon = Icons.icon("mdoal-apps", ICON);

        FindingClass() {
            super("class-cell");
        }

        @Override
        Node content() {
            return icon;
        }

        @Override
        String show(RowItem item) {
            icon.setIconLiteral(item.findingClass().icon());
            icon.getStyleClass().setAll("ikonli-font-icon", item.findingClass().styleClass());
            return Messages.text("class." + item.findingClass().id());
        }
    }

    /// One end of the flow.
    static final class Endpoint extends RowCell {
        private final EndpointLabel label = new EndpointLabel();
        private final Function<RowItem, EndpointText> end;

        Endpoint(Function<RowItem, EndpointText> end) {
            super("endpoint-cell");
            this.end = end;
        }

        @Override
        Node content() {
            return label;
        }

        @Override
        String show(RowItem item) {
            EndpointText endpoint = end.apply(item);
            label.show(endpoint);
            return endpoint.full();
        }
    }

    /// Glyph and word of the blame.
    static final class Blame extends RowCell {
        private final BlameGlyph glyph = new BlameGlyph();
        private final Label label = new Label("", glyph);

        Blame() {
            super("blame-cell");
        }

        @Override
        Node content() {
            label.getStyleClass().add("fl-small");
            return label;
        }

        @Override
        String show(RowItem item) {
            glyph.setBlame(item.blame());
            label.setText(item.blameWord());
            return item.blame() == BlameMark.REPORTER && !item.reporter().isEmpty()
                    ? Messages.text("blame.reporterIs", item.reporter())
                    : Messages.text("blame.accessible", item.blameWord());
        }
    }

    /// Occurrences.
    static final class Count extends RowCell {
        private final Label label = new Label();

        Count() {
            super("count-cell");
        }

        @Override
        Node content() {
            return label;
        }

        @Override
        String show(RowItem item) {
            label.setText(Figures.count(item.count()));
            return Messages.text("findings.countTip", item.count(), item.flows());
        }
    }

    /// What was asked and what came of it.
    static final class Request extends RowCell {
        private final Label label = new Label();

        Request() {
            super("request-cell");
        }

        @Override
        Node content() {
            label.setMinWidth(0);
            return label;
        }

        @Override
        String show(RowItem item) {
            boolean first = item.isFolded() && !item.request().isEmpty();
            label.setText(first ? item.request() + " \u2026" : item.request());
            return first ? Messages.text("findings.requestTip", item.request(), item.flows()) : item.request();
        }
    }

    /// How long the answer took.
    static final class Elapsed extends RowCell {
        private final Label label = new Label();

        Elapsed() {
            super("count-cell");
        }

        @Override
        Node content() {
            return label;
        }

        @Override
        String show(RowItem item) {
            label.setText(item.elapsed());
            return item.elapsed();
        }
    }

    /// Bars of the confidence.
    static final class Confidence extends RowCell {
        private final ConfidenceBars bars = new ConfidenceBars();

        Confidence() {
            super("confidence-cell");
        }

        @Override
        Node content() {
            return bars;
        }

        @Override
        String show(RowItem item) {
            bars.setConfidence(item.confidence());
            return Messages.text(
                    "confidence.tip",
                    Messages.text("confidence." + item.confidence().id()));
        }
    }
}
