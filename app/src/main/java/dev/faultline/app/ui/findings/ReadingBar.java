package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.theme.Motion;
import javafx.scene.control.ProgressBar;

/// A thin line under the filter that grows while a capture is being read.
final class ReadingBar extends ProgressBar {
    ReadingBar(FindingsViewModel model) {
        getStyleClass().add("reading-bar");
        setMaxWidth(Double.MAX_VALUE);
        setAccessibleText(Messages.text("findings.reading"));
        model.progressProperty().addListener((observed, before, now) -> show(now.doubleValue()));
        show(model.progressProperty().get());
    }

    private void show(double share) {
        Motion.show(this, share);
        setVisible(share < 1);
    }
}
