package dev.faultline.app.ui.control;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/// Shows its content larger or smaller. The content sees logical pixels: at 200 % half as many of them, so it
/// takes the layout of a small window.
public final class ZoomPane extends Region {
    private final DoubleProperty zoom = new SimpleDoubleProperty(this, "zoom", 1);
    private final Region content;

    public ZoomPane(Region content) {
        this.content = content;
        Scale scale = new Scale(1, 1);
        scale.xProperty().bind(zoom);
        scale.yProperty().bind(zoom);
        content.getTransforms().add(scale);
        getChildren().add(content);
        zoom.addListener((observed, before, now) -> requestLayout());
    }

    /// 1 for the size as designed.
    public DoubleProperty zoomProperty() {
        return zoom;
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth() / zoom.get(), getHeight() / zoom.get());
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(-1) * zoom.get();
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(width < 0 ? -1 : width / zoom.get()) * zoom.get();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }
}
