package dev.faultline.app.ui.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.live.local.LocalInterface;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The interfaces of this machine, one of which is captured on.
public final class InterfacesPane extends VBox {
    private static final double ROW = 44;

    /// @param interfaces those that are up first
    /// @param choose hears the name of the one that is chosen
    public InterfacesPane(List<LocalInterface> interfaces, Consumer<String> choose) {
        super(10);
        getStyleClass().add("interfaces-pane");
        setPadding(new Insets(16));
        Label words = new Label(Messages.text("live.chooseInterface"));
        words.setWrapText(true);
        ListView<LocalInterface> list = new ListView<>();
        list.getItems().setAll(interfaces);
        list.getStyleClass().add("context-list");
        list.setFixedCellSize(ROW);
        list.setAccessibleText(Messages.text("live.interfaces"));
        list.setCellFactory(view -> new Cell(choose));
        list.getSelectionModel().selectFirst();
        list.setOnKeyPressed(event -> {
            LocalInterface selected = list.getSelectionModel().getSelectedItem();
            if (selected != null && event.getCode() == KeyCode.ENTER) {
                choose.accept(selected.name());
                event.consume();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(words, list);
    }

    private static final class Cell extends ListCell<LocalInterface> {
        private final Region dot = new Region();
        private final Label name = new Label();
        private final Label addresses = new Label();
        private final HBox row;

        Cell(Consumer<String> choose) {
            dot.setMinSize(8, 8);
            dot.setMaxSize(8, 8);
            name.getStyleClass().add("context-name");
            addresses.getStyleClass().addAll("fl-muted", "fl-small");
            VBox words = new VBox(name, addresses);
            words.setAlignment(Pos.CENTER_LEFT);
            words.setMinWidth(0);
            row = new HBox(10, dot, words);
            row.getStyleClass().add("context-row");
            row.setPrefWidth(0);
            setPrefWidth(0);
            setOnMouseClicked(event -> {
                if (getItem() != null) {
                    choose.accept(getItem().name());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable LocalInterface item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            dot.getStyleClass().setAll("status-dot", item.up() ? "good" : "over");
            name.setText(item.name());
            addresses.setText(
                    item.addresses().isEmpty()
                            ? Messages.text(item.up() ? "live.interfaceUp" : "live.interfaceDown")
                            : String.join(", ", item.addresses()));
            setGraphic(row);
            setAccessibleText(Messages.text("live.interfaceOf", item.name(), addresses.getText()));
        }
    }
}
