package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What stands in the table when it has no rows: why, and what can be done.
final class EmptyPane extends VBox {
    private static final int ICON = 28;

    private final Runnable clear;
    private final Runnable edit;

    /// @param clear shows all findings again
    /// @param edit goes to the filter field
    EmptyPane(Runnable clear, Runnable edit) {
        this.clear = clear;
        this.edit = edit;
        getStyleClass().add("empty-pane");
    }

    void show(EmptyState state) {
        List<Node> parts = switch (state) {
            case EmptyState.NothingMatches none -> nothingMatches();
            case EmptyState.Clean clean -> clean(clean);
            case EmptyState.Failed failed ->
                List.of(Icons.icon("mdal-error", ICON, "severity-error"), title(failed.title()), line(failed.reason()));
            case EmptyState.JustStarted started ->
                List.of(
                        Icons.icon("mdoal-hourglass_empty", ICON, "fl-muted"),
                        title(Messages.text("findings.justStarted")));
        };
        getChildren().setAll(parts);
    }

    private List<Node> nothingMatches() {
        Button all = new Button(Messages.text("filter.clear"));
        all.setOnAction(event -> clear.run());
        Button change = new Button(Messages.text("findings.editFilter"));
        change.setOnAction(event -> edit.run());
        HBox buttons = new HBox(all, change);
        buttons.getStyleClass().add("empty-buttons");
        return List.of(
                Icons.icon("mdomz-search_off", ICON, "fl-muted"),
                title(Messages.text("findings.nothingMatches")),
                buttons);
    }

    private static List<Node> clean(EmptyState.Clean clean) {
        List<Node> parts = new ArrayList<>();
        parts.add(Icons.icon("mdal-check_circle", ICON, "severity-success"));
        parts.add(title(clean.title()));
        clean.checked().forEach(checked -> parts.add(line(checked)));
        return parts;
    }

    private static Label title(String text) {
        Label title = new Label(text);
        title.getStyleClass().add("empty-title");
        title.setWrapText(true);
        return title;
    }

    private static Label line(String text) {
        Label line = new Label(text);
        line.getStyleClass().addAll("empty-line", "fl-muted");
        line.setWrapText(true);
        return line;
    }
}
