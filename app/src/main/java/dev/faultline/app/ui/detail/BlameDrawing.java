package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.app.ui.control.BlameMark;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/// Client and server as two boxes with what went between them; the guilty part is red.
final class BlameDrawing extends HBox {
    private static final PseudoClass GUILTY = PseudoClass.getPseudoClass("guilty");
    private static final double WIDTH = 92;
    private static final double HEIGHT = 42;
    private static final double EDGE = 4;
    private static final double[] LINES = {14, 27};
    private static final double[] LABELS = {10, 40};

    private final End client = new End();
    private final End server = new End();
    private final Pane between = new Pane();

    BlameDrawing() {
        getStyleClass().add("blame-drawing");
        between.getStyleClass().add("blame-between");
        between.setMinSize(WIDTH, HEIGHT);
        between.setMaxSize(WIDTH, HEIGHT);
        HBox.setHgrow(client, Priority.ALWAYS);
        HBox.setHgrow(server, Priority.ALWAYS);
        getChildren().addAll(client, between, server);
    }

    void show(FindingDetail detail, Arrows arrows) {
        client.show(detail.client(), detail.clientNote(), detail.blame() == BlameMark.CLIENT);
        server.show(detail.server(), detail.serverNote(), detail.blame() == BlameMark.SERVER);
        between.getChildren().clear();
        boolean pathGuilty = detail.blame() == BlameMark.PATH;
        between.pseudoClassStateChanged(GUILTY, pathGuilty);
        if (arrows.arrows().isEmpty()) {
            drawPath(pathGuilty);
        }
        for (int i = 0; i < arrows.arrows().size(); i++) {
            draw(arrows.arrows().get(i), i);
        }
        Direction silent = arrows.silent();
        if (silent != null) {
            drawSilence(silent);
        }
        if (detail.blame() == BlameMark.REPORTER) {
            drawReporter();
        }
        setAccessibleText(Messages.text(
                "detail.drawing",
                detail.client(),
                detail.server(),
                Messages.text("blame." + detail.blame().id())));
    }

    private void draw(Arrows.Arrow arrow, int row) {
        boolean toServer = arrow.direction() == Direction.CLIENT_TO_SERVER;
        double y = LINES[row];
        double tail = toServer ? EDGE : arrow.direction() == Direction.OTHER ? WIDTH / 2 : WIDTH - EDGE;
        double head = toServer ? WIDTH - EDGE : EDGE;
        double back = toServer ? head - 7 : head + 7;
        String colour = arrow.failure() ? "arrow-failure" : "arrow-request";
        Line shaft = new Line(tail, y, back, y);
        shaft.getStyleClass().addAll("arrow-line", colour);
        Polygon point = new Polygon(head, y, back, y - 3.5, back, y + 3.5);
        point.getStyleClass().addAll("arrow-head", colour);
        between.getChildren().addAll(shaft, point, label(arrow.label(), LABELS[row], arrow.failure()));
    }

    private void drawSilence(Direction direction) {
        double y = LINES[1];
        boolean ofServer = direction == Direction.SERVER_TO_CLIENT;
        Line line = new Line(ofServer ? WIDTH / 2 + 10 : EDGE, y, ofServer ? WIDTH - EDGE : WIDTH / 2 - 10, y);
        line.getStyleClass().addAll("arrow-line", "arrow-silence");
        double x = WIDTH / 2;
        Line down = new Line(x - 4, y - 4, x + 4, y + 4);
        Line up = new Line(x - 4, y + 4, x + 4, y - 4);
        down.getStyleClass().addAll("arrow-line", "arrow-failure");
        up.getStyleClass().addAll("arrow-line", "arrow-failure");
        between.getChildren().addAll(line, down, up, label(Messages.text("detail.noReply"), LABELS[1], true));
    }

    private void drawPath(boolean guilty) {
        double y = (LINES[0] + LINES[1]) / 2;
        Line path = new Line(EDGE, y, WIDTH - EDGE, y);
        path.getStyleClass().addAll("path-line", guilty ? "guilty" : "unknown");
        between.getChildren().add(path);
    }

    private void drawReporter() {
        Rectangle diamond = new Rectangle(WIDTH / 2 - 4, LINES[1] - 4, 8, 8);
        diamond.setRotate(45);
        diamond.getStyleClass().add("blame-reporter");
        between.getChildren().add(diamond);
    }

    private static Node label(String text, double y, boolean failure) {
        Text label = new Text(text);
        label.getStyleClass().addAll("arrow-label", failure ? "arrow-failure" : "arrow-plain");
        label.setX((WIDTH - label.getLayoutBounds().getWidth()) / 2);
        label.setY(y);
        label.layoutBoundsProperty().addListener((observed, before, now) -> label.setX((WIDTH - now.getWidth()) / 2));
        return label;
    }

    /// One of the two boxes.
    private static final class End extends VBox {
        private final Label name = new Label();
        private final Label note = new Label();
        private final Tooltip whole = new Tooltip();

        End() {
            getStyleClass().add("blame-end");
            name.getStyleClass().add("fl-strong");
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            name.setTooltip(whole);
            note.getStyleClass().addAll("fl-tiny", "fl-muted");
            setPrefWidth(120);
            setMinWidth(0);
            getChildren().addAll(List.of(name, note));
        }

        void show(String called, String more, boolean guilty) {
            name.setText(called);
            whole.setText(called);
            note.setText(more);
            pseudoClassStateChanged(GUILTY, guilty);
        }
    }
}
