package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import java.util.function.Consumer;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The contexts that the search finds, one of which may be chosen.
final class ContextListView extends ListView<ContextRow> {
    static final double ROW = 44;

    /// @param wide whether there is room for a column with the state
    /// @param choose hears of the context that is clicked, or that Enter is pressed on
    ContextListView(ContextsViewModel model, boolean wide, Consumer<ContextRow> choose) {
        super(model.found());
        getStyleClass().add("context-list");
        setFixedCellSize(ROW);
        setAccessibleText(Messages.text("cluster.contexts"));
        setCellFactory(view -> new ContextCell(model, wide, choose));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            ContextRow selected = getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && selected != null) {
                choose.accept(selected);
                event.consume();
            }
        });
    }

    /// Shows which one is chosen, also after the list has changed.
    void mark(String name) {
        for (int i = 0; i < getItems().size(); i++) {
            if (getItems().get(i).name().equals(name)) {
                getSelectionModel().select(i);
                return;
            }
        }
        getSelectionModel().clearSelection();
    }
}
