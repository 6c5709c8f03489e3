package dev.faultline.app.ui.preferences;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyText;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Every command with its keys. A click on the keys waits for others to be pressed: Esc leaves them as they
/// are, Backspace takes them away.
final class ShortcutsPane extends VBox {
    private static final double ROW = 32;
    private static final double KEYS_WIDTH = 190;

    private final ShortcutsViewModel model;
    private final ListView<ShortcutsViewModel.Row> list;

    ShortcutsPane(ShortcutsViewModel model) {
        super(6);
        this.model = model;
        getStyleClass().add("shortcuts-pane");
        TextField search = new TextField();
        search.setPromptText(Messages.text("shortcuts.search"));
        search.setAccessibleText(Messages.text("shortcuts.search"));
        search.textProperty().bindBidirectional(model.searchProperty());
        list = new ListView<>(model.rows());
        list.setFixedCellSize(ROW);
        list.setPrefHeight(220);
        list.setAccessibleText(Messages.text("preferences.shortcuts"));
        list.setCellFactory(shown -> new Cell());
        VBox.setVgrow(list, Priority.ALWAYS);
        Label note = new Label();
        note.textProperty().bind(model.noteProperty());
        note.getStyleClass().addAll("fl-muted", "fl-small");
        note.setWrapText(true);
        getChildren().addAll(search, list, note);
    }

    private final class Cell extends ListCell<ShortcutsViewModel.Row> {
        private final Label text = new Label();
        private final Button keys = new Button();
        private final Button reset = new Button("", Icons.icon("mdmz-undo", 16));
        private final HBox line = new HBox(8, text, keys, reset);
        private boolean waiting;

        Cell() {
            line.setAlignment(Pos.CENTER_LEFT);
            text.setMaxWidth(Double.MAX_VALUE);
            text.setMinWidth(0);
            HBox.setHgrow(text, Priority.ALWAYS);
            keys.setMinWidth(KEYS_WIDTH);
            keys.setMaxWidth(KEYS_WIDTH);
            keys.setOnAction(event -> waitForKeys(true));
            keys.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
            keys.focusedProperty().addListener((observed, before, now) -> waitForKeys(false));
            reset.getStyleClass().addAll("flat", "icon-only");
            reset.setAccessibleText(Messages.text("shortcuts.reset"));
            reset.setTooltip(new Tooltip(Messages.text("shortcuts.reset")));
            reset.setOnAction(event -> model.reset(getItem()));
        }

        @Override
        protected void updateItem(ShortcutsViewModel.@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            waiting = false;
            setGraphic(empty || row == null ? null : line);
            if (row != null) {
                text.setText(row.text());
                reset.setVisible(row.chosen());
                writeKeys(row);
            }
        }

        private void writeKeys(ShortcutsViewModel.Row row) {
            String shown = row.keys().isEmpty() ? Messages.text("shortcuts.none") : row.keys();
            keys.setText(waiting ? Messages.text("shortcuts.press") : shown);
            keys.setAccessibleText(Messages.text("shortcuts.of", row.text(), shown));
        }

        private void waitForKeys(boolean now) {
            waiting = now;
            if (getItem() != null) {
                writeKeys(getItem());
            }
        }

        private void press(KeyEvent event) {
            ShortcutsViewModel.Row row = getItem();
            if (!waiting || row == null) {
                return;
            }
            event.consume();
            if (event.getCode() == KeyCode.ESCAPE) {
                waitForKeys(false);
            } else if (event.getCode() == KeyCode.BACK_SPACE) {
                waitForKeys(false);
                model.clear(row);
            } else {
                KeyText.of(event).ifPresent(key -> {
                    waitForKeys(false);
                    model.choose(row, key);
                });
            }
        }
    }
}
