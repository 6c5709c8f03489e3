package dev.faultline.app.ui.control;

import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;

/// Client, path and server as two dots and a line; the guilty part is filled. A diamond above is a reporter;
/// a dotted line between hollow dots is unknown. Always shown with its word. 28×16.
public final class BlameGlyph extends Region {
    private static final double WIDTH = 28;
    private static final double HEIGHT = 16;
    private static final double LEFT = 4.5;
    private static final double RIGHT = 23.5;
    private static final double RADIUS = 2.8;
    private static final double GUILTY_RADIUS = 3.4;

    private final Line path = new Line(7, 8, 21, 8);
    private final Circle client = new Circle(LEFT, 8, RADIUS);
    private final Circle server = new Circle(RIGHT, 8, RADIUS);
    private final Rectangle reporter = new Rectangle(11, 1, 6, 6);

    /// Shows [BlameMark#UNKNOWN] at first.
    public BlameGlyph() {
        getStyleClass().add("blame-glyph");
        setMinSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        path.getStyleClass().add("blame-path");
        client.getStyleClass().add("blame-dot");
        server.getStyleClass().add("blame-dot");
        reporter.getStyleClass().add("blame-reporter");
        reporter.setRotate(45);
        for (Shape shape : new Shape[] {path, client, server, reporter}) {
            shape.setManaged(false);
            getChildren().add(shape);
        }
        setBlame(BlameMark.UNKNOWN);
    }

    public void setBlame(BlameMark blame) {
        double middle = blame == BlameMark.REPORTER ? 11 : HEIGHT / 2;
        path.setStartY(middle);
        path.setEndY(middle);
        client.setCenterY(middle);
        server.setCenterY(middle);
        client.setRadius(blame == BlameMark.CLIENT ? GUILTY_RADIUS : RADIUS);
        server.setRadius(blame == BlameMark.SERVER ? GUILTY_RADIUS : RADIUS);
        reporter.setVisible(blame == BlameMark.REPORTER);
        mark(client, "guilty", blame == BlameMark.CLIENT);
        mark(server, "guilty", blame == BlameMark.SERVER);
        mark(path, "guilty", blame == BlameMark.PATH);
        mark(path, "unknown", blame == BlameMark.UNKNOWN);
    }

    private static void mark(Shape shape, String styleClass, boolean on) {
        shape.getStyleClass().remove(styleClass);
        if (on) {
            shape.getStyleClass().add(styleClass);
        }
    }
}
