package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.CommandSearch.Hit;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Separator;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The command palette: type, choose with the arrows, Enter runs.
final class PaletteView extends VBox {
    private static final double ROW = 32;
    private static final int ROWS = 12;

    private final PaletteViewModel model;
    private final Runnable close;
    private final TextField field = new TextField();
    private final ListView<Hit> list;

    /// @param close takes the palette away
    PaletteView(PaletteViewModel model, Runnable close) {
        this.model = model;
        this.close = close;
        list = new ListView<>(model.hits());
        getStyleClass().addAll("overlay-sheet", "palette");
        setMaxSize(560, Region.USE_PREF_SIZE);
        StackPane.setAlignment(this, Pos.TOP_CENTER);
        setUpField();
        setUpList();
        Label none = new Label(Messages.text("palette.none"));
        none.getStyleClass().add("empty");
        none.visibleProperty().bind(Bindings.isEmpty(model.hits()));
        none.managedProperty().bind(none.visibleProperty());
        getChildren().addAll(field, new Separator(), none, list);
    }

    /// Begins anew, with the focus in the field.
    void open() {
        field.clear();
        model.open();
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
        field.requestFocus();
    }

    private void setUpField() {
        field.setPromptText(Messages.text("palette.prompt"));
        field.setAccessibleText(Messages.text("palette.prompt"));
        field.textProperty().addListener((observed, before, now) -> {
            model.queryProperty().set(now);
            list.getSelectionModel().selectFirst();
            list.scrollTo(0);
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            switch (event.getCode()) {
                case UP -> move(-1);
                case DOWN -> move(1);
                case PAGE_UP -> move(-ROWS);
                case PAGE_DOWN -> move(ROWS);
                case ENTER -> run(list.getSelectionModel().getSelectedItem());
                default -> {
                    return;
                }
            }
            event.consume();
        });
    }

    private void setUpList() {
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.prefHeightProperty()
                .bind(Bindings.min(Bindings.size(model.hits()), ROWS)
                        .multiply(ROW)
                        .add(2));
        list.setMinHeight(0);
        VBox.setVgrow(list, Priority.SOMETIMES);
        list.setCellFactory(view -> {
            PaletteCell cell = new PaletteCell();
            cell.setOnMouseClicked(event -> run(cell.getItem()));
            return cell;
        });
    }

    private void move(int rows) {
        int size = model.hits().size();
        if (size > 0) {
            int index = Math.clamp(list.getSelectionModel().getSelectedIndex() + rows, 0, size - 1);
            list.getSelectionModel().select(index);
            list.scrollTo(Math.max(0, index - ROWS / 2));
        }
    }

    private void run(@Nullable Hit hit) {
        if (hit != null && hit.command().enabled().get()) {
            close.run();
            model.run(hit);
        }
    }
}
