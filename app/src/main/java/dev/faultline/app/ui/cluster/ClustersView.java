package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.KubeconfigProblem;
import dev.faultline.app.ui.control.Icons;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The clusters on the start page.
public final class ClustersView extends VBox {
    private static final int SEARCHED_FROM = 8;
    private static final double MOST_ROWS = 6;

    private final ContextsViewModel model;

    /// @param choose what is done with a chosen context
    /// @param add asks for a kubeconfig and adds it
    public ClustersView(ContextsViewModel model, Consumer<ContextRow> choose, Runnable add) {
        this.model = model;
        getStyleClass().add("clusters");
        setMaxWidth(1040);
        setMinWidth(0);
        ContextListView list = new ContextListView(model, true, choose);
        list.prefHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.min(MOST_ROWS, Math.max(1, model.found().size())) * ContextListView.ROW + 1,
                        model.found()));
        list.setMinHeight(ContextListView.ROW + 1);
        list.visibleProperty().bind(Bindings.isNotEmpty(model.all()));
        list.managedProperty().bind(list.visibleProperty());
        getChildren().addAll(title(add), list, empty(), problems());
    }

    private Node title(Runnable add) {
        Label title = new Label(Messages.text("cluster.title"));
        title.getStyleClass().add("page-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Label files = new Label();
        files.getStyleClass().addAll("fl-muted", "fl-small");
        files.textProperty().bind(Bindings.createStringBinding(this::files, model.all()));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Hyperlink link = new Hyperlink(Messages.text("cluster.addKubeconfig"));
        link.setMinWidth(Region.USE_PREF_SIZE);
        link.setOnAction(event -> add.run());
        HBox row = new HBox(10, title, files, gap, search(), link);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("clusters-title");
        return row;
    }

    private Node search() {
        TextField field = new TextField();
        field.setPromptText(Messages.text("cluster.search"));
        field.setAccessibleText(Messages.text("cluster.search"));
        field.setPrefWidth(180);
        field.getStyleClass().add("search-field");
        field.textProperty().bindBidirectional(model.searchProperty());
        StackPane stack = new StackPane(field, searchIcon());
        stack.visibleProperty().bind(Bindings.size(model.all()).greaterThanOrEqualTo(SEARCHED_FROM));
        stack.managedProperty().bind(stack.visibleProperty());
        return stack;
    }

    static Node searchIcon() {
        Node icon = Icons.icon("mdomz-search", 16, "fl-muted");
        icon.setMouseTransparent(true);
        StackPane.setAlignment(icon, Pos.CENTER_LEFT);
        StackPane.setMargin(icon, new Insets(0, 0, 0, 8));
        return icon;
    }

    private String files() {
        long files =
                model.all().stream().map(row -> row.context().file()).distinct().count();
        if (files == 0) {
            return "";
        }
        return Messages.text("cluster.files", model.all().getFirst().context().file(), files - 1);
    }

    private Node empty() {
        Label text = new Label(Messages.text("cluster.none"));
        text.setWrapText(true);
        text.getStyleClass().add("fl-muted");
        text.setPadding(new Insets(12, 12, 8, 12));
        text.visibleProperty().bind(Bindings.isEmpty(model.all()).and(model.loadedProperty()));
        text.managedProperty().bind(text.visibleProperty());
        return text;
    }

    private Node problems() {
        Label text = new Label("", Icons.icon("mdmz-warning", 14, "severity-warning"));
        text.getStyleClass().addAll("fl-small", "severity-warning");
        text.setPadding(new Insets(8, 12, 0, 12));
        text.setWrapText(true);
        Runnable show = () -> {
            String all =
                    model.problems().stream().map(KubeconfigProblem::toString).collect(Collectors.joining("\n"));
            boolean any = !all.isEmpty();
            text.setText(
                    any
                            ? Messages.text(
                                    "cluster.problems",
                                    model.problems().size(),
                                    model.problems().getFirst())
                            : "");
            text.setTooltip(any ? new Tooltip(all) : null);
            text.setVisible(any);
            text.setManaged(any);
        };
        model.problems().addListener((ListChangeListener<KubeconfigProblem>) change -> show.run());
        show.run();
        return text;
    }
}
