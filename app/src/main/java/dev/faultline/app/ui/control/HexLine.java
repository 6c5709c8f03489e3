package dev.faultline.app.ui.control;

import java.util.HexFormat;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// One line of a hex view: offset, figures, characters.
final class HexLine extends HBox {
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST = 16;
    private static final int HALF = MOST / 2;

    private final Label offset = new Label();
    private final Label[] figures = new Label[MOST];
    private final Label[] characters = new Label[MOST];
    private int first;

    HexLine(IntConsumer onPick) {
        getStyleClass().add("hex-line");
        offset.getStyleClass().add("hex-offset");
        getChildren().add(offset);
        for (int i = 0; i < MOST; i++) {
            figures[i] = part("hex-figure", i, onPick);
            getChildren().add(figures[i]);
            if (i == HALF - 1) {
                getChildren().add(gap("hex-half-gap"));
            }
        }
        getChildren().add(gap("hex-gap"));
        for (int i = 0; i < MOST; i++) {
            characters[i] = part("hex-character", i, onPick);
            getChildren().add(characters[i]);
        }
    }

    void show(byte[] bytes, int from, int perLine) {
        first = from;
        offset.setText(HEX.toHexDigits((short) from));
        for (int i = 0; i < MOST; i++) {
            boolean present = i < perLine && from + i < bytes.length;
            figures[i].setManaged(i < perLine);
            characters[i].setManaged(i < perLine);
            figures[i].setText(present ? HEX.toHexDigits(bytes[from + i]) : "");
            characters[i].setText(present ? character(bytes[from + i]) : "");
        }
    }

    void mark(ByteRange range) {
        for (int i = 0; i < MOST; i++) {
            boolean marked = range.contains(first + i) && !figures[i].getText().isEmpty();
            figures[i].pseudoClassStateChanged(MARKED, marked);
            characters[i].pseudoClassStateChanged(MARKED, marked);
        }
    }

    /// The line in one text.
    String text() {
        StringBuilder text = new StringBuilder(offset.getText());
        for (Label figure : figures) {
            text.append(' ').append(figure.getText());
        }
        return text.toString();
    }

    private Label part(String styleClass, int index, IntConsumer onPick) {
        Label part = new Label();
        part.getStyleClass().add(styleClass);
        part.setMinWidth(USE_PREF_SIZE);
        part.setOnMousePressed(event -> {
            if (!part.getText().isEmpty()) {
                onPick.accept(first + index);
            }
        });
        return part;
    }

    private static Region gap(String styleClass) {
        Region gap = new Region();
        gap.getStyleClass().add(styleClass);
        return gap;
    }

    private static String character(byte value) {
        return value >= ' ' && value < 0x7f ? Character.toString(value) : "\u00b7";
    }
}
