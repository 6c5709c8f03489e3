package dev.faultline.app.ui.help;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The guided tour over the window: a frame around the place that a step is about, and a card beside it. The
/// window stays usable below, and whoever goes elsewhere in it does not take the card along.
public final class TourView extends Pane {
    private static final double CARD = 320;
    private static final double GAP = 12;
    private static final double FRAME = 3;

    private final TourViewModel model;
    private final Region frame = new Region();
    private final Label title = new Label();
    private final Label text = new Label();
    private final Label number = new Label();
    private final Button back = new Button(Messages.text("tour.back"));
    private final Button next = new Button();
    private final VBox card = new VBox();
    private final Runnable look = this::look;
    private @Nullable Rectangle2D target;

    public TourView(TourViewModel model) {
        this.model = model;
        getStyleClass().add("tour");
        setPickOnBounds(false);
        frame.getStyleClass().add("tour-frame");
        frame.setMouseTransparent(true);
        frame.setManaged(false);
        makeCard();
        getChildren().addAll(frame, card);
        model.shownProperty().addListener((observed, before, now) -> show(now));
        sceneProperty().addListener((observed, before, now) -> follow(before, now));
        show(model.shownProperty().get());
    }

    private void makeCard() {
        card.getStyleClass().addAll("overlay-sheet", "tour-card");
        card.setManaged(false);
        card.setPrefWidth(CARD);
        title.getStyleClass().add("page-title");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        number.getStyleClass().addAll("fl-small", "fl-muted");
        Button close = new Button("", Icons.icon("mdal-close", 16));
        close.getStyleClass().addAll("icon-only", "flat", "tour-close");
        close.setAccessibleText(Messages.text("tour.end"));
        close.setTooltip(new Tooltip(Messages.text("tour.end")));
        close.setOnAction(event -> model.end());
        back.setOnAction(event -> model.back());
        next.getStyleClass().add("accent");
        next.setOnAction(event -> model.next());
        HBox head = new HBox(title, gap(), close);
        HBox foot = new HBox(number, gap(), back, next);
        head.getStyleClass().add("tour-line");
        foot.getStyleClass().add("tour-line");
        card.getChildren().addAll(head, text, foot);
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private void show(@Nullable TourStep step) {
        setVisible(step != null);
        if (step == null) {
            return;
        }
        title.setText(step.title());
        text.setText(step.text());
        number.setText(Messages.text("tour.number", model.number(), model.steps()));
        back.setVisible(model.number() > 1);
        next.setText(Messages.text(model.number() == model.steps() ? "tour.done" : "tour.next"));
        card.setAccessibleText(title.getText() + ". " + text.getText());
        target = null;
        requestLayout();
    }

    /// While a tour is on, follows the place that it is about: it may appear later, or move.
    private void follow(@Nullable Scene before, @Nullable Scene now) {
        if (before != null) {
            before.removePostLayoutPulseListener(look);
        }
        if (now != null) {
            now.addPostLayoutPulseListener(look);
        }
    }

    private void look() {
        TourStep step = model.shownProperty().get();
        if (step != null) {
            Rectangle2D found = place(step);
            if (found == null ? target != null : !found.equals(target)) {
                target = found;
                requestLayout();
            }
        }
    }

    private @Nullable Rectangle2D place(TourStep step) {
        Node node = getScene() == null ? null : getScene().lookup(step.selector());
        if (node == null || !node.isVisible()) {
            return null;
        }
        Bounds bounds = sceneToLocal(node.localToScene(node.getLayoutBounds()));
        return new Rectangle2D(
                bounds.getMinX(), bounds.getMinY(), Math.max(0, bounds.getWidth()), Math.max(0, bounds.getHeight()));
    }

    @Override
    protected void layoutChildren() {
        Rectangle2D around = target;
        double height = card.prefHeight(CARD);
        frame.setVisible(around != null);
        if (around == null) {
            card.resizeRelocate((getWidth() - CARD) / 2, (getHeight() - height) / 2, CARD, height);
            return;
        }
        frame.resizeRelocate(
                around.getMinX() + FRAME / 2,
                around.getMinY() + FRAME / 2,
                Math.max(0, around.getWidth() - FRAME),
                Math.max(0, around.getHeight() - FRAME));
        Rectangle2D place = cardPlace(around, height);
        card.resizeRelocate(place.getMinX(), place.getMinY(), CARD, height);
    }

    /// Beside the place, where there is room; else in its lower right corner.
    private Rectangle2D cardPlace(Rectangle2D around, double height) {
        double x = Math.clamp(around.getMinX() + GAP, GAP, Math.max(GAP, getWidth() - CARD - GAP));
        double y = Math.clamp(around.getMinY() + GAP, GAP, Math.max(GAP, getHeight() - height - GAP));
        List<Rectangle2D> places = List.of(
                new Rectangle2D(x, around.getMaxY() + GAP, CARD, height),
                new Rectangle2D(around.getMaxX() + GAP, y, CARD, height),
                new Rectangle2D(Math.max(0, around.getMinX() - GAP - CARD), y, CARD, height),
                new Rectangle2D(x, Math.max(0, around.getMinY() - GAP - height), CARD, height));
        return places.stream()
                .filter(place -> !place.intersects(around)
                        && place.getMinX() >= GAP
                        && place.getMaxX() <= getWidth()
                        && place.getMinY() >= GAP
                        && place.getMaxY() <= getHeight())
                .findFirst()
                .orElse(new Rectangle2D(
                        Math.max(GAP, around.getMaxX() - CARD - 3 * GAP),
                        Math.max(GAP, around.getMaxY() - height - 4 * GAP),
                        CARD,
                        height));
    }
}
