package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import java.util.function.Consumer;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Contexts to switch between, with a search, for a popover.
public final class ContextMenuPane extends VBox {
    /// @param choose hears of the one that is chosen
    public ContextMenuPane(ContextsViewModel model, Consumer<ContextRow> choose) {
        getStyleClass().add("picker-popover");
        TextField search = new TextField();
        search.setPromptText(Messages.text("cluster.search"));
        search.setAccessibleText(Messages.text("cluster.search"));
        search.getStyleClass().add("search-field");
        search.textProperty().bindBidirectional(model.searchProperty());
        StackPane field = new StackPane(search, ClustersView.searchIcon());
        field.getStyleClass().add("context-search");
        ContextListView list = new ContextListView(model, false, choose);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(field, list);
    }
}
