package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Contexts above namespaces: the left edge of the picker, or, in a narrow window, two popovers.
final class PickerSide {
    private static final int SEARCHED_FROM = 8;

    private final PickerViewModel model;

    PickerSide(PickerViewModel model) {
        this.model = model;
    }

    /// The contexts with their search.
    ///
    /// @param chosen what happens after one is chosen
    VBox contexts(Runnable chosen) {
        ContextsViewModel contexts = model.contexts();
        ContextListView list = new ContextListView(contexts, false, row -> {
            model.open(row.context());
            chosen.run();
        });
        Runnable mark = () -> {
            var open = model.link().contextProperty().get();
            list.mark(open == null ? "" : open.name());
        };
        model.link().contextProperty().addListener((observed, before, now) -> mark.run());
        contexts.all().addListener((javafx.collections.ListChangeListener<ContextRow>) change -> mark.run());
        mark.run();
        list.prefHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.max(1, contexts.found().size()) * ContextListView.ROW + 1, contexts.found()));
        list.setMinHeight(ContextListView.ROW);
        Node search = search(contexts.searchProperty(), "cluster.search");
        search.visibleProperty().bind(Bindings.size(contexts.all()).greaterThanOrEqualTo(SEARCHED_FROM));
        search.managedProperty().bind(search.visibleProperty());
        VBox.setVgrow(list, Priority.SOMETIMES);
        return new VBox(head(new Label(Messages.text("picker.context"))), search, list);
    }

    /// The namespaces with All and their search.
    VBox namespaces() {
        Hyperlink all = new Hyperlink(Messages.text("picker.all"));
        all.setOnAction(event -> model.namespaces().lookAtAll());
        all.disableProperty().bind(model.namespaces().allProperty());
        NamespaceListView list = new NamespaceListView(model);
        VBox.setVgrow(list, Priority.ALWAYS);
        Node search = search(model.namespaces().searchProperty(), "picker.searchNamespaces");
        search.visibleProperty()
                .bind(Bindings.size(model.namespaces().rows())
                        .greaterThanOrEqualTo(SEARCHED_FROM)
                        .or(model.namespaces().searchProperty().isNotEmpty()));
        search.managedProperty().bind(search.visibleProperty());
        return new VBox(head(new Label(Messages.text("picker.namespaces")), all), search, list);
    }

    private static Node head(Node... nodes) {
        HBox head = new HBox(nodes);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("picker-head");
        nodes[0].getStyleClass().add("fl-section");
        if (nodes.length > 1) {
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            head.getChildren().add(1, gap);
        }
        return head;
    }

    private static Node search(javafx.beans.property.StringProperty words, String key) {
        TextField field = new TextField();
        field.setPromptText(Messages.text(key));
        field.setAccessibleText(Messages.text(key));
        field.getStyleClass().add("search-field");
        field.textProperty().bindBidirectional(words);
        StackPane stack = new StackPane(field, ClustersView.searchIcon());
        stack.getStyleClass().add("picker-search");
        return stack;
    }
}
