package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.LadderRow;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.text.Figures;
import java.util.Objects;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/// The ladder on the screen: scrolls, shows what is under the mouse, and takes clicks. Draws only what can be
/// seen.
final class LadderView extends DrawnView {
    private static final double BAR = 12;
    private static final double CONTEXT = 60;

    private final FlowViewModel model;
    private final ScrollBar bar = new ScrollBar();
    private final Tooltip tip = new Tooltip("");
    private @Nullable LadderPainter painter;
    private @Nullable LadderLayout layout;
    private double painterWidth;
    private int hovered = -1;
    private boolean follow;

    LadderView(FlowViewModel model) {
        this.model = model;
        getStyleClass().add("ladder");
        bar.setOrientation(Orientation.VERTICAL);
        bar.setManaged(false);
        bar.valueProperty().addListener((observed, before, now) -> redraw());
        getChildren().add(bar);
        model.pictureProperty().addListener((observed, before, now) -> changed(before, now));
        model.selectedProperty().addListener((observed, before, now) -> {
            follow = true;
            tell();
            redraw();
        });
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> hover(-1));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
    }

    private void changed(@Nullable LadderPicture before, @Nullable LadderPicture now) {
        painter = null;
        hovered = -1;
        follow = true;
        if (before == null || now == null || before.flow() != now.flow()) {
            bar.setValue(0);
        }
        tell();
        redraw();
    }

    /// Says in words what is in focus.
    private void tell() {
        LadderPicture picture = model.pictureProperty().get();
        int packet = model.selectedProperty().get();
        if (picture == null) {
            setAccessibleText(Messages.text("flow.accessible.none"));
        } else if (packet < 0) {
            setAccessibleText(Messages.text(
                    "flow.accessible",
                    picture.client().name(),
                    picture.server().name(),
                    Figures.count(picture.flow().size())));
        } else {
            setAccessibleText(PacketSentence.of(picture, packet));
        }
    }

    @Override
    double roomAtRight() {
        return BAR;
    }

    @Override
    void draw(Drawing on, double width, double height) {
        LadderPicture picture = model.pictureProperty().get();
        if (picture == null || width < 1 || height < 1) {
            bar.setVisible(false);
            return;
        }
        bar.resizeRelocate(width, picture.head(), BAR, Math.max(0, height - picture.head()));
        LadderPainter paints = painter(picture, width);
        LadderPainter.Sight sight = sight(picture, height);
        double most = Math.max(0, paints.height() - height);
        bar.setVisible(most > 0);
        bar.setMax(most);
        bar.setVisibleAmount(paints.height() <= 0 ? 1 : most * height / paints.height());
        bar.setUnitIncrement(picture.rowHeight());
        bar.setBlockIncrement(sight.bodyHeight() - CONTEXT);
        if (follow) {
            follow = false;
            reveal(picture, sight.bodyHeight(), most);
        }
        if (bar.getValue() > most) {
            bar.setValue(most);
        }
        paints.paint(on, sight(picture, height));
    }

    private LadderPainter.Sight sight(LadderPicture picture, double height) {
        return new LadderPainter.Sight(
                picture.head(), bar.getValue(), height, model.selectedProperty().get(), hovered);
    }

    /// Makes what depends on the picture and the width, and nothing else.
    private LadderPainter painter(LadderPicture picture, double width) {
        LadderPainter known = painter;
        if (known != null && painterWidth == width) {
            return known;
        }
        LadderColumns columns =
                new LadderColumns(picture.flow(), width, !picture.bands().isEmpty());
        layout = new LadderLayout(picture, !columns.isWide());
        painterWidth = width;
        LadderPainter made = new LadderPainter(picture, columns, layout);
        painter = made;
        return made;
    }

    private void reveal(LadderPicture picture, double body, double most) {
        int packet = model.selectedProperty().get();
        if (packet < 0 || body <= 0) {
            return;
        }
        LadderLayout places = Objects.requireNonNull(layout);
        int row = picture.rows().rowOf(packet);
        double margin = Math.min(CONTEXT, body / 4);
        double top = places.top(row) - margin;
        double bottom = places.bottom(row) + margin;
        double away = Math.max(bar.getValue() - top, bottom - body - bar.getValue());
        if (away > body / 2) {
            bar.setValue(Math.clamp((top + bottom - body) / 2, 0, most));
        } else if (top < bar.getValue()) {
            bar.setValue(Math.max(0, top));
        } else if (away > 0) {
            bar.setValue(Math.clamp(bottom - body, 0, most));
        }
    }

    // ---------------------------------------------------------------------------------------------- mouse

    private void hover(MouseEvent event) {
        hover(rowAt(event.getY()));
        tip(event);
    }

    /// Says in full what there is no room for: a vantage point, or a packet and where it was lost or made.
    private void tip(MouseEvent event) {
        LadderPicture picture = model.pictureProperty().get();
        LadderPainter paints = painter;
        String words = picture == null || paints == null
                ? ""
                : event.getY() < picture.head()
                        ? paints.headWords(event.getX())
                        : hovered < 0 ? "" : PacketSentence.ofRow(picture, hovered);
        if (!words.equals(tip.getText())) {
            Tooltip.uninstall(this, tip);
            tip.setText(words);
            if (!words.isEmpty()) {
                Tooltip.install(this, tip);
            }
        }
    }

    private void hover(int row) {
        if (row != hovered) {
            hovered = row;
            redraw();
        }
    }

    private int rowAt(double y) {
        LadderPainter paints = painter;
        LadderPicture picture = model.pictureProperty().get();
        return paints == null || picture == null ? -1 : paints.rowAt(y, sight(picture, getHeight()));
    }

    private void press(MouseEvent event) {
        requestFocus();
        LadderPicture picture = model.pictureProperty().get();
        int row = rowAt(event.getY());
        if (picture == null || row < 0 || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (picture.rows().get(row) instanceof LadderRow.Fold fold) {
            model.unfold(fold);
        } else if (picture.rows().packet(row) >= 0) {
            model.select(picture.rows().packet(row));
        }
    }

    private void scroll(ScrollEvent event) {
        if (event.isShortcutDown()) {
            model.look().zoom((int) Math.signum(event.getDeltaY()));
        } else {
            bar.setValue(Math.clamp(bar.getValue() - event.getDeltaY(), 0, bar.getMax()));
        }
        event.consume();
    }

    /// Scrolls to `y`, for measurements.
    void scrollTo(double y) {
        bar.setValue(Math.clamp(y, 0, bar.getMax()));
    }

    /// How far it can be scrolled.
    double scrollRange() {
        return bar.getMax();
    }

    /// Number of rows that a page has.
    int pageRows() {
        LadderPicture picture = model.pictureProperty().get();
        if (picture == null) {
            return 1;
        }
        double room = getHeight() - picture.head() - LadderPainter.LEGEND - CONTEXT;
        return (int) Math.max(1, room / picture.rowHeight());
    }
}
