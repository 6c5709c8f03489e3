package dev.faultline.app.ui.control;

import dev.faultline.app.Messages;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;

/// Bytes as hexadecimal figures and characters, sixteen to a line, or eight where there is no room for more. A
/// run of bytes can be marked; a click or the arrow keys pick a byte. Makes only the lines that can be seen.
public final class HexView extends StackPane {
    private static final int WIDE = 16;
    private static final int NARROW = 8;
    private static final double ROOM_FOR_WIDE = 500;
    private static final double LINE_HEIGHT = 18;

    private final ObservableList<Integer> offsets = FXCollections.observableArrayList();
    private final ListView<Integer> lines = new ListView<>(offsets);
    private final ObjectProperty<ByteRange> marked = new SimpleObjectProperty<>(this, "marked", ByteRange.NONE);
    private IntConsumer onPick = offset -> {};
    private byte[] bytes = {};
    private int perLine = WIDE;

    /// Shows nothing at first.
    public HexView() {
        getStyleClass().add("hex-view");
        lines.setFixedCellSize(LINE_HEIGHT);
        lines.setCellFactory(list -> new LineCell());
        lines.setAccessibleText(Messages.text("hex.accessible"));
        lines.addEventFilter(KeyEvent.KEY_PRESSED, this::moveByKey);
        getChildren().add(lines);
        widthProperty().addListener((observed, before, now) -> fit(now.doubleValue()));
    }

    /// Shows these bytes, none of them marked.
    public void setBytes(byte[] shown) {
        bytes = shown.clone();
        marked.set(ByteRange.NONE);
        fill();
    }

    /// The marked bytes.
    public ObjectProperty<ByteRange> markedProperty() {
        return marked;
    }

    /// Scrolls so that the marked bytes can be seen.
    public void reveal() {
        lines.scrollTo(marked.get().offset() / perLine);
    }

    /// What happens when the user picks a byte; gets its offset.
    public void setOnPick(IntConsumer handler) {
        onPick = handler;
    }

    private void fit(double width) {
        int fitting = width < ROOM_FOR_WIDE ? NARROW : WIDE;
        if (fitting != perLine) {
            perLine = fitting;
            fill();
        }
    }

    private void fill() {
        offsets.setAll(IntStream.iterate(0, offset -> offset < bytes.length, offset -> offset + perLine)
                .boxed()
                .toList());
    }

    private void moveByKey(KeyEvent event) {
        int step = switch (event.getCode()) {
            case LEFT -> -1;
            case RIGHT -> marked.get().length();
            case UP -> -perLine;
            case DOWN -> perLine;
            default -> 0;
        };
        int target = marked.get().offset() + step;
        if (step != 0 && target >= 0 && target < bytes.length) {
            onPick.accept(target);
            reveal();
            event.consume();
        }
    }

    private final class LineCell extends ListCell<Integer> {
        private final HexLine line = new HexLine(offset -> onPick.accept(offset));

        LineCell() {
            marked.addListener((observed, before, now) -> mark());
        }

        @Override
        protected void updateItem(Integer offset, boolean empty) {
            super.updateItem(offset, empty);
            if (empty || offset == null) {
                setGraphic(null);
            } else {
                line.show(bytes, offset, perLine);
                setAccessibleText(line.text());
                setGraphic(line);
                mark();
            }
        }

        private void mark() {
            line.mark(marked.get());
        }
    }
}
