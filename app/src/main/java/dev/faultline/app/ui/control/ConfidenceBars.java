package dev.faultline.app.ui.control;

import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// Three bars of rising height, one to three of them filled. 14×12.
public final class ConfidenceBars extends Region {
    private static final double WIDTH = 14;
    private static final double HEIGHT = 12;
    private static final int BARS = 3;

    /// Shows [ConfidenceMark#LOW] at first.
    public ConfidenceBars() {
        getStyleClass().add("confidence-bars");
        setMinSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        for (int i = 0; i < BARS; i++) {
            double height = HEIGHT * (i + 1) / BARS;
            Rectangle bar = new Rectangle(5.0 * i, HEIGHT - height, 3.5, height);
            bar.setArcWidth(1.6);
            bar.setArcHeight(1.6);
            bar.setManaged(false);
            getChildren().add(bar);
        }
        setConfidence(ConfidenceMark.LOW);
    }

    public void setConfidence(ConfidenceMark confidence) {
        for (int i = 0; i < BARS; i++) {
            getChildren().get(i).getStyleClass().setAll(i < confidence.bars() ? "bar-filled" : "bar-empty");
        }
    }
}
