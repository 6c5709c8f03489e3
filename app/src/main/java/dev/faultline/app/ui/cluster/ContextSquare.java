package dev.faultline.app.ui.cluster;

import javafx.scene.layout.Region;

/// The square in a context's colour.
public final class ContextSquare extends Region {
    private ContextColour colour = ContextColour.GREY;

    public ContextSquare() {
        getStyleClass().addAll("context-square", colour.styleClass());
        setMinSize(10, 10);
        setPrefSize(10, 10);
        setMaxSize(10, 10);
    }

    /// Shows another colour.
    public void show(ContextColour now) {
        getStyleClass().remove(colour.styleClass());
        colour = now;
        getStyleClass().add(colour.styleClass());
    }
}
