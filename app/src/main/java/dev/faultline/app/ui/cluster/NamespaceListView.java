package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.text.Figures;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/// The namespaces, those ticked that are looked at.
final class NamespaceListView extends ListView<NamespaceRow> {
    NamespaceListView(PickerViewModel model) {
        super(model.namespaces().rows());
        getStyleClass().add("namespace-list");
        setFixedCellSize(28);
        setAccessibleText(Messages.text("picker.namespaces"));
        setCellFactory(view -> new Cell(model));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            NamespaceRow selected = getSelectionModel().getSelectedItem();
            if (selected != null && (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER)) {
                model.namespaces().toggle(selected.name());
                event.consume();
            }
        });
    }

    private static final class Cell extends ListCell<NamespaceRow> {
        private final CheckMark check = new CheckMark();
        private final Label name = new Label();
        private final Label pods = new Label();
        private final HBox row = new HBox(8, check, name, pods);

        Cell(PickerViewModel model) {
            name.setMaxWidth(Double.MAX_VALUE);
            name.setMinWidth(0);
            HBox.setHgrow(name, Priority.ALWAYS);
            pods.getStyleClass().add("fl-muted");
            pods.setMinWidth(USE_PREF_SIZE);
            row.setAlignment(Pos.CENTER_LEFT);
            row.setPrefWidth(0);
            setPrefWidth(0);
            setOnMouseClicked(event -> {
                if (getItem() != null) {
                    model.namespaces().toggle(getItem().name());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable NamespaceRow item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            check.show(Check.of(item.chosen()), false);
            name.setText(item.name());
            pods.setText(Figures.count(item.pods()));
            setGraphic(row);
            setAccessibleText(Messages.text(
                    item.chosen() ? "picker.namespaceLooked" : "picker.namespace", item.name(), item.pods()));
        }
    }
}
