package dev.faultline.app.ui.filter;

import dev.faultline.app.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/// A text field that shows the pieces of a filter in their colours and a wave under a mistake. The field's own
/// text is there but unseen: the pieces lie over it, letter on letter.
final class FilterField extends StackPane {
    private static final double WAVE = 2;

    private final TextField field = new TextField();
    private final Pane pieces = new Pane();
    private final Rectangle caret = new Rectangle(1.5, 15);
    private FilterState state = new FilterState.Empty();

    FilterField() {
        getStyleClass().add("filter-field");
        field.getStyleClass().add("filter-text");
        field.setPromptText(Messages.text("filter.prompt"));
        field.setAccessibleText(Messages.text("filter.accessible"));
        caret.getStyleClass().add("filter-caret");
        caret.setManaged(false);
        pieces.setMouseTransparent(true);
        pieces.setManaged(false);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(pieces.widthProperty());
        clip.heightProperty().bind(pieces.heightProperty());
        pieces.setClip(clip);
        getChildren().addAll(field, pieces);
        field.textProperty().addListener((observed, before, now) -> requestLayout());
        field.caretPositionProperty().addListener((observed, before, now) -> requestLayout());
        field.focusedProperty().addListener((observed, before, now) -> requestLayout());
        field.selectionProperty().addListener((observed, before, now) -> requestLayout());
    }

    TextField field() {
        return field;
    }

    /// Shows the mistake of that state, if it has one.
    void show(FilterState now) {
        state = now;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        pieces.resizeRelocate(0, 0, getWidth(), getHeight());
        if (!(field.getSkin() instanceof TextFieldSkin skin)) {
            return;
        }
        List<Node> drawn = new ArrayList<>();
        String text = field.getText();
        for (FilterToken token : FilterSyntax.tokens(text)) {
            drawn.add(piece(skin, token, text.substring(token.start(), token.end())));
        }
        if (state instanceof FilterState.Invalid problem) {
            drawn.add(wave(skin, problem));
        }
        caret.setVisible(field.isFocused());
        place(caret, x(skin, field.getCaretPosition()));
        drawn.add(caret);
        pieces.getChildren().setAll(drawn);
    }

    private Text piece(TextFieldSkin skin, FilterToken token, String letters) {
        Text piece = new Text(letters);
        piece.getStyleClass()
                .addAll("filter-piece", "filter-" + token.kind().name().toLowerCase(Locale.ROOT));
        piece.setFont(field.getFont());
        piece.setManaged(false);
        Bounds size = piece.getLayoutBounds();
        piece.setX(x(skin, token.start()));
        piece.setY((getHeight() - size.getHeight()) / 2 - size.getMinY());
        return piece;
    }

    private Path wave(TextFieldSkin skin, FilterState.Invalid problem) {
        double left = x(skin, problem.position());
        double letter = x(skin, 1) - x(skin, 0);
        int end = problem.position() + Math.max(1, problem.length());
        double right = end <= field.getLength() ? x(skin, end) : left + Math.max(letter, 7);
        double base = getHeight() - 5;
        Path wave = new Path(new MoveTo(left, base));
        wave.getStyleClass().add("filter-wave");
        boolean up = true;
        for (double x = left + WAVE; x <= right; x += WAVE) {
            wave.getElements().add(new LineTo(x, up ? base - WAVE : base));
            up = !up;
        }
        return wave;
    }

    private void place(Rectangle bar, double x) {
        bar.setX(x);
        bar.setY((getHeight() - bar.getHeight()) / 2);
    }

    /// Where the letter at `index` begins, or the text ends.
    private double x(TextFieldSkin skin, int index) {
        int length = field.getLength();
        if (length == 0) {
            return field.getInsets().getLeft();
        }
        Rectangle2D bounds = skin.getCharacterBounds(Math.min(index, length - 1));
        return index < length ? bounds.getMinX() : bounds.getMaxX();
    }
}
