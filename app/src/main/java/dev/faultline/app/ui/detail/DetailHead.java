package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.ConfidenceBars;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.SeverityMark;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Title and kind of a finding, and the way to its neighbours.
final class DetailHead extends VBox {
    private static final int TITLE_ICON = 20;
    private static final int BUTTON_ICON = 18;
    private static final int SMALL_ICON = 14;

    private final FontIcon severity = Icons.icon(SeverityMark.INFO.icon(), TITLE_ICON);
    private final Label title = new Label();
    private final Label kind = new Label();
    private final FontIcon classIcon = Icons.icon("mdoal-apps", SMALL_ICON);
    private final Label findingClass = new Label("", classIcon);
    private final Label times = new Label();
    private final ConfidenceBars bars = new ConfidenceBars();
    private final Label confidence = new Label("", bars);

    DetailHead(DetailActions actions) {
        getStyleClass().add("detail-head");
        title.getStyleClass().add("detail-title");
        title.setMinWidth(0);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        Button more = button("mdomz-more_vert", "detail.more");
        more.setOnAction(event -> {
            ContextMenu menu = new ContextMenu();
            menu.getItems().setAll(actions.more().get());
            menu.show(more, javafx.geometry.Side.BOTTOM, 0, 0);
        });
        Button previous = button("mdoal-expand_less", "detail.previous");
        previous.setOnAction(event -> actions.previous().run());
        Button next = button("mdoal-expand_more", "detail.next");
        next.setOnAction(event -> actions.next().run());
        HBox buttons = new HBox(previous, next, more);
        buttons.getStyleClass().add("detail-buttons");
        HBox first = new HBox(severity, title, buttons);
        first.getStyleClass().add("detail-title-line");
        kind.getStyleClass().add("fl-mono");
        HBox second = new HBox(kind, dot(), findingClass, dot(), times, dot(), confidence);
        second.getStyleClass().add("detail-kind-line");
        second.getChildren().forEach(part -> part.getStyleClass().addAll("fl-small", "fl-muted"));
        getChildren().addAll(first, second);
    }

    void show(FindingDetail detail) {
        severity.setIconLiteral(detail.severity().icon());
        severity.getStyleClass().setAll("ikonli-font-icon", detail.severity().styleClass());
        severity.setAccessibleText(Messages.text("severity." + detail.severity().id()));
        title.setText(detail.title());
        title.setTooltip(new Tooltip(detail.title()));
        kind.setText(detail.kind());
        classIcon.setIconLiteral(detail.findingClass().icon());
        classIcon
                .getStyleClass()
                .setAll("ikonli-font-icon", detail.findingClass().styleClass());
        findingClass.setText(Messages.text("class." + detail.findingClass().id()));
        times.setText(detail.times());
        bars.setConfidence(detail.confidence());
        confidence.setText(Messages.text("confidence." + detail.confidence().id()));
        confidence.setTooltip(new Tooltip(Messages.text(
                "confidence.tip",
                Messages.text("confidence." + detail.confidence().id()))));
    }

    private static Label dot() {
        return new Label("·");
    }

    private static Button button(String icon, String textKey) {
        Button button = new Button("", Icons.icon(icon, BUTTON_ICON));
        button.getStyleClass().addAll("icon-only", "flat");
        button.setAccessibleText(Messages.text(textKey));
        button.setTooltip(new Tooltip(Messages.text(textKey)));
        return button;
    }
}
