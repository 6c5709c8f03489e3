package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A command with a button that copies it.
final class CommandLine extends HBox {
    private static final int ICON = 14;

    /// @param copy puts a text on the clipboard
    CommandLine(String command, Consumer<String> copy) {
        getStyleClass().add("command-line");
        Label text = new Label(command);
        text.getStyleClass().add("fl-mono");
        text.setMinWidth(0);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setTooltip(new Tooltip(command));
        HBox.setHgrow(text, Priority.ALWAYS);
        Button button = new Button("", Icons.icon("mdoal-content_copy", ICON));
        button.getStyleClass().addAll("icon-only", "flat", "copy-button");
        button.setAccessibleText(Messages.text("detail.copyCommand", command));
        button.setTooltip(new Tooltip(Messages.text("detail.copy")));
        button.setOnAction(event -> {
            copy.accept(command);
            button.setGraphic(Icons.icon("mdal-check_circle", ICON, "copied"));
            button.setAccessibleText(Messages.text("detail.copied"));
        });
        getChildren().addAll(text, button);
    }
}
