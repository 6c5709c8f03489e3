package dev.faultline.app.ui.findings;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// An endpoint in two tones. Where there is too little room, the quiet part is cut first, and always at its
/// end.
final class EndpointLabel extends Region {
    private final Label name = new Label();
    private final Label rest = new Label();

    EndpointLabel() {
        getStyleClass().add("endpoint");
        rest.getStyleClass().add("fl-muted");
        getChildren().addAll(name, rest);
    }

    void show(EndpointText endpoint) {
        name.setText(endpoint.name());
        rest.setText(endpoint.rest());
    }

    @Override
    protected double computePrefWidth(double height) {
        return name.prefWidth(height) + rest.prefWidth(height);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        return name.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double first = Math.min(name.prefWidth(-1), getWidth());
        name.resizeRelocate(0, 0, first, getHeight());
        rest.resizeRelocate(first, 0, Math.min(rest.prefWidth(-1), getWidth() - first), getHeight());
    }
}
