package dev.faultline.app.ui.findings;

import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/// An endpoint in two tones. Where there is too little room, an address is cut in its middle and keeps its
/// port; of a name the quiet part is cut first, at its end.
final class EndpointLabel extends Region {
    private static final double LEAST_NAME = 44;

    private final Label name = new Label();
    private final Label rest = new Label();

    EndpointLabel() {
        getStyleClass().add("endpoint");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        rest.getStyleClass().add("fl-muted");
        getChildren().addAll(name, rest);
    }

    void show(EndpointText endpoint) {
        name.setText(endpoint.name());
        rest.setText(endpoint.rest());
    }

    /// Width of what is left of the name: a cut text is shorter than the room it had.
    private double written() {
        return name.lookup(".text") instanceof Text text
                ? Math.min(name.getWidth(), snapSizeX(text.getLayoutBounds().getWidth()))
                : name.getWidth();
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
        double quiet = rest.prefWidth(-1);
        double room = rest.getText().startsWith(":") ? Math.max(LEAST_NAME, getWidth() - quiet) : getWidth();
        name.resizeRelocate(0, 0, Math.min(name.prefWidth(-1), room), getHeight());
        name.layout();
        double first = written();
        rest.resizeRelocate(first, 0, Math.min(quiet, getWidth() - first), getHeight());
    }
}
