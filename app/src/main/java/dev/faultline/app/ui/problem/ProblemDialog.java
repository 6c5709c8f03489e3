package dev.faultline.app.ui.problem;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.dialog.SideWindow;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows a problem: what it is, a report to copy, the folder of the logs. One at a time; a further one takes
/// its place.
public final class ProblemDialog {
    private final SideWindow window;
    private final Runnable openLogs;

    /// @param window where it is shown
    /// @param openLogs shows the folder of the logs
    public ProblemDialog(SideWindow window, Runnable openLogs) {
        this.window = window;
        this.openLogs = openLogs;
    }

    /// Shows it, without making the rest of the window wait.
    public void show(Problem problem) {
        window.show(Messages.text("problem.title"), content(problem), 680, 460);
    }

    private Region content(Problem problem) {
        Label title = new Label(Messages.text("problem.title"));
        title.getStyleClass().add("page-title");
        title.setGraphic(Icons.icon("mdal-error", 20, "severity-error"));
        Label summary = new Label(Messages.text("problem.summary", problem.summary(), problem.code()));
        summary.setWrapText(true);
        TextArea report = new TextArea(problem.report());
        report.setEditable(false);
        report.getStyleClass().add("fl-mono");
        VBox.setVgrow(report, Priority.ALWAYS);
        VBox box = new VBox(12, title, summary, report, buttons(problem));
        box.setPadding(new Insets(16));
        box.getStyleClass().add("dialog-content");
        return box;
    }

    private HBox buttons(Problem problem) {
        Button copy = new Button(Messages.text("problem.copy"), Icons.icon("mdoal-content_copy", 16));
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(problem.report());
            Clipboard.getSystemClipboard().setContent(content);
            copy.setText(Messages.text("problem.copied"));
        });
        Button logs = new Button(Messages.text("problem.logs"), Icons.icon("mdoal-folder_open", 16));
        logs.setOnAction(event -> openLogs.run());
        Button close = new Button(Messages.text("problem.close"));
        close.setDefaultButton(true);
        close.setOnAction(event -> window.close());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(8, copy, logs, gap, close);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
