package dev.faultline.app.ui.control;

import dev.faultline.app.Messages;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/// A text that is code, to be read and copied.
public final class CodePane extends BorderPane {
    /// @param copy puts all of it on the clipboard
    public CodePane(String text, Runnable copy) {
        getStyleClass().add("code-pane");
        TextArea area = new TextArea(text);
        area.setEditable(false);
        area.getStyleClass().add("fl-mono");
        Button button = new Button(Messages.text("shell.copy"), Icons.icon("mdoal-content_copy", 16));
        button.setOnAction(event -> copy.run());
        HBox foot = new HBox(button);
        foot.setPadding(new Insets(12, 0, 0, 0));
        setCenter(area);
        setBottom(foot);
        setPadding(new Insets(16));
    }
}
