package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.detail.FindingDetail.Fact;
import dev.faultline.app.ui.detail.FindingDetail.Related;
import dev.faultline.app.ui.detail.FindingDetail.Step;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Builds the parts of the details that are only text.
final class DetailSections {
    private static final int ICON = 14;
    private static final double NAME_WIDTH = 62;

    /// Letters of a value that half of the width has room for.
    private static final int LONGEST_OF_HALF = 18;

    private DetailSections() {}

    /// A part of the details, under its name.
    static VBox section(String titleKey, Node... content) {
        Label title = new Label(Messages.text(titleKey));
        title.getStyleClass().add("fl-section");
        VBox section = plain(title);
        section.getChildren().addAll(content);
        return section;
    }

    /// A part of the details without a name.
    static VBox plain(Node... content) {
        VBox section = new VBox(content);
        section.getStyleClass().add("detail-section");
        return section;
    }

    /// What happened: the first sentence is strong.
    static VBox happened(FindingDetail detail) {
        VBox section = plain(text(detail.lead(), "detail-lead"));
        if (!detail.rest().isEmpty()) {
            section.getChildren().add(text(detail.rest(), "detail-text"));
        }
        return section;
    }

    /// Numbered sentences.
    static VBox numbered(String titleKey, List<String> sentences) {
        VBox section = section(titleKey);
        for (int i = 0; i < sentences.size(); i++) {
            section.getChildren().add(item(String.valueOf(i + 1), sentences.get(i)));
        }
        return section;
    }

    /// Sentences that are not in an order.
    static VBox listed(String titleKey, List<String> sentences) {
        VBox section = section(titleKey);
        sentences.forEach(sentence -> section.getChildren().add(item("·", sentence)));
        return section;
    }

    /// What to do next: sentences, and commands to copy.
    static VBox steps(List<Step> steps, Consumer<String> copy) {
        VBox section = section("detail.steps");
        section.getStyleClass().add("detail-steps");
        for (Step step : steps) {
            section.getChildren()
                    .add(step.command() ? new CommandLine(step.text(), copy) : text(step.text(), "detail-text"));
        }
        return section;
    }

    /// Both ends and the way between, in two columns; what is long takes both.
    static VBox facts(List<Fact> facts) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("detail-facts");
        for (int i = 0; i < 2; i++) {
            ColumnConstraints name = new ColumnConstraints(NAME_WIDTH);
            ColumnConstraints value = new ColumnConstraints();
            value.setHgrow(Priority.ALWAYS);
            value.setMinWidth(0);
            value.setPercentWidth(-1);
            grid.getColumnConstraints().addAll(name, value);
        }
        int row = 0;
        int half = 0;
        for (Fact fact : facts) {
            boolean wide = fact.value().length() > LONGEST_OF_HALF;
            if (wide && half == 1) {
                row++;
                half = 0;
            }
            grid.add(factName(fact), 2 * half, row);
            grid.add(factValue(fact), 2 * half + 1, row, wide ? 3 : 1, 1);
            half = wide ? 0 : 1 - half;
            row += half == 0 ? 1 : 0;
        }
        return section("detail.endpoints", grid);
    }

    private static Label factName(Fact fact) {
        Label name = new Label(fact.name());
        name.getStyleClass().addAll("fl-small", "fl-muted");
        return name;
    }

    private static Label factValue(Fact fact) {
        Label value = new Label(fact.value());
        value.getStyleClass().add(fact.mono() ? "fl-mono" : "fl-small");
        value.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        value.setTooltip(new Tooltip(fact.value()));
        return value;
    }

    /// Links to other findings.
    static VBox related(String titleKey, List<Related> findings, Consumer<String> open) {
        VBox section = section(titleKey);
        for (Related finding : findings) {
            Hyperlink link = new Hyperlink(
                    finding.title(),
                    Icons.icon(
                            finding.severity().icon(), ICON, finding.severity().styleClass()));
            link.getStyleClass().add("related-link");
            link.setAccessibleText(Messages.text(
                    "detail.relatedLink",
                    Messages.text("severity." + finding.severity().id()),
                    finding.title()));
            link.setOnAction(event -> open.accept(finding.id()));
            section.getChildren().add(link);
        }
        return section;
    }

    private static HBox item(String mark, String sentence) {
        Label number = new Label(mark);
        number.getStyleClass().addAll("detail-number", "fl-muted");
        Label text = text(sentence, "detail-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox item = new HBox(number, text);
        item.getStyleClass().add("detail-item");
        return item;
    }

    private static Label text(String sentence, String styleClass) {
        Label text = new Label(sentence);
        text.getStyleClass().add(styleClass);
        text.setWrapText(true);
        text.setMinHeight(Label.USE_PREF_SIZE);
        return text;
    }
}
