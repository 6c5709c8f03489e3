package dev.faultline.app.ui.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Covers a window that closes while a capture is removed: says what is going on, and lets go on request.
public final class ClosingPane extends StackPane {
    /// @param context of the cluster
    /// @param closeNow closes without waiting any longer
    public ClosingPane(String context, Runnable closeNow) {
        getStyleClass().addAll("overlay", "dimmed");
        Label title = new Label(Messages.text("live.closing"), Icons.icon("mdmz-stop", 20));
        title.getStyleClass().add("page-title");
        Label words = new Label(Messages.text("live.closingWords", context));
        words.setWrapText(true);
        words.setMaxWidth(380);
        ProgressBar bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        Button now = new Button(Messages.text("live.closeNow"));
        now.setOnAction(event -> closeNow.run());
        HBox foot = new HBox(now);
        foot.setAlignment(Pos.CENTER_RIGHT);
        VBox sheet = new VBox(12, title, words, bar, foot);
        sheet.getStyleClass().addAll("overlay-sheet", "closing-sheet");
        sheet.setMaxSize(440, USE_PREF_SIZE);
        getChildren().add(sheet);
    }
}
