package dev.faultline.app.ui.detail;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Two columns of the same width; as high as the higher one needs at that width.
final class TwoColumns extends Region {
    private final Region left;
    private final Region right;

    TwoColumns(Region left, Region right) {
        this.left = left;
        this.right = right;
        getChildren().addAll(left, right);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double half = half(width < 0 ? getWidth() : width);
        return Math.max(left.prefHeight(half), right.prefHeight(half));
    }

    @Override
    protected void layoutChildren() {
        double half = half(getWidth());
        place(left, 0, half);
        place(right, half, getWidth() - half);
    }

    private void place(Node column, double x, double width) {
        column.resizeRelocate(x, 0, width, getHeight());
    }

    private double half(double width) {
        return snapSizeX(width / 2);
    }
}
