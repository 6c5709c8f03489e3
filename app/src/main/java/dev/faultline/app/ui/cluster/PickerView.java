package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/// The picker: contexts and namespaces at the left, what a cluster has in the middle, what a capture will make
/// at the right. In a narrow window the left side folds into two menus in the bar.
public final class PickerView extends BorderPane {
    private static final double WIDE = 1216; // of a window of 1280, without the rail
    private static final double NARROW = 860;
    private static final double SIDE = 220;
    private static final double SEARCH_ROOMY = 790;
    private static final double PLAN = 404;

    private final PickerViewModel model;
    private final PickerActions actions;
    private final TargetTable table;
    private final TextField search = new TextField();
    private final BooleanBinding wide = widthProperty().greaterThanOrEqualTo(WIDE);

    /// @param startKeys shortcut of the start, as people write it
    public PickerView(PickerViewModel model, PickerActions actions, String startKeys) {
        this.model = model;
        this.actions = actions;
        getStyleClass().add("picker");
        table = new TargetTable(model);
        PlanPane plan = new PlanPane(model.plan(), actions, startKeys);
        plan.prefWidthProperty()
                .bind(Bindings.createDoubleBinding(() -> Math.clamp(getWidth() * 0.42, 290, PLAN), widthProperty()));
        plan.setMinWidth(Region.USE_PREF_SIZE);
        setTop(bar());
        setLeft(side());
        setCenter(middle());
        setRight(plan);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.F && event.isShortcutDown()) {
                focusSearch();
                event.consume();
            }
        });
    }

    /// Puts the caret into the search.
    public void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    private Node bar() {
        Label title = new Label(Messages.text("picker.title"));
        title.getStyleClass().add("page-title");
        title.visibleProperty().bind(widthProperty().greaterThan(NARROW));
        title.managedProperty().bind(title.visibleProperty());
        title.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label chosen = new Label();
        chosen.getStyleClass().addAll("fl-muted", "fl-small");
        chosen.textProperty().bind(model.chosenTextProperty());
        chosen.setMinWidth(0);
        Hyperlink clear = new Hyperlink(Messages.text("picker.clear"));
        clear.setMinWidth(Region.USE_PREF_SIZE);
        clear.setOnAction(event -> model.clear());
        clear.visibleProperty().bind(model.anyChosenProperty());
        clear.managedProperty().bind(clear.visibleProperty());
        HBox bar = new HBox(8, title, contextButton(), namespaceButton(), gap, chosen, clear);
        bar.getStyleClass().addAll("capture-bar", "picker-bar");
        return bar;
    }

    private Node contextButton() {
        ContextSquare square = new ContextSquare();
        Button button = new Button("", square);
        Runnable show = () -> {
            var context = model.link().contextProperty().get();
            ContextRow row = context == null ? null : model.contexts().row(context);
            button.setText(context == null ? Messages.text("picker.chooseContext") : context.name());
            square.show(row == null ? ContextColour.GREY : row.colour());
        };
        model.link().contextProperty().addListener((observed, before, now) -> show.run());
        model.contexts().all().addListener((javafx.collections.ListChangeListener<ContextRow>) change -> show.run());
        show.run();
        PickerSide parts = new PickerSide(model);
        button.setOnAction(event -> {
            PopOver popOver = popOver();
            popOver.setContentNode(sized(parts.contexts(popOver::hide)));
            popOver.show(button);
        });
        return foldedOnly(button);
    }

    private Node namespaceButton() {
        Button button = new Button("", Icons.icon("mdoal-folder", 16, "fl-muted"));
        button.textProperty()
                .bind(Bindings.createStringBinding(
                        this::namespaceText,
                        model.namespaces().rows(),
                        model.namespaces().allProperty()));
        button.disableProperty().bind(model.link().contextProperty().isNull());
        PickerSide parts = new PickerSide(model);
        button.setOnAction(event -> {
            PopOver popOver = popOver();
            popOver.setContentNode(sized(parts.namespaces()));
            popOver.show(button);
        });
        return foldedOnly(button);
    }

    private String namespaceText() {
        if (model.namespaces().allProperty().get()) {
            return Messages.text("picker.allNamespaces");
        }
        var looked = model.namespaces().rows().stream()
                .filter(NamespaceRow::chosen)
                .map(NamespaceRow::name)
                .toList();
        return looked.size() < 3 ? String.join(", ", looked) : Messages.text("picker.namespacesChosen", looked.size());
    }

    private Node foldedOnly(Button button) {
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.visibleProperty().bind(wide.not());
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    static PopOver popOver() {
        PopOver popOver = new PopOver();
        popOver.setDetachable(false);
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_LEFT);
        popOver.setAnimated(false);
        return popOver;
    }

    private static Region sized(Region content) {
        content.setPrefSize(300, 360);
        content.getStyleClass().add("picker-popover");
        return content;
    }

    private Node side() {
        PickerSide parts = new PickerSide(model);
        VBox contexts = parts.contexts(() -> {});
        contexts.maxHeightProperty().bind(heightProperty().multiply(0.5));
        VBox namespaces = parts.namespaces();
        namespaces.getStyleClass().add("picker-namespaces");
        VBox.setVgrow(namespaces, Priority.ALWAYS);
        VBox side = new VBox(contexts, namespaces);
        side.getStyleClass().add("picker-side");
        side.setMinWidth(SIDE);
        side.setPrefWidth(SIDE);
        side.setMaxWidth(SIDE);
        side.visibleProperty().bind(wide);
        side.managedProperty().bind(wide);
        return side;
    }

    private Node middle() {
        StackPane body = new StackPane(table, new PickerEmptyPane(model, actions));
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox middle = new VBox(searchRow(), searchProblem(), body);
        middle.setMinWidth(0);
        return middle;
    }

    private Node searchRow() {
        search.setPromptText(Messages.text("picker.search"));
        search.setAccessibleText(Messages.text("picker.search"));
        search.setTooltip(new Tooltip(Messages.text("picker.searchHelp")));
        search.getStyleClass().add("search-field");
        search.textProperty().bindBidirectional(model.search().textProperty());
        search.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            } else if (event.getCode() == KeyCode.DOWN) {
                table.requestFocus();
                table.getSelectionModel().selectFirst();
                event.consume();
            }
        });
        StackPane field = new StackPane(search, ClustersView.searchIcon());
        HBox.setHgrow(field, Priority.ALWAYS);
        Button take = new Button();
        take.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text(
                                "picker.takeFound", model.matchesProperty().get()),
                        model.matchesProperty()));
        take.setMinWidth(Region.USE_PREF_SIZE);
        take.setTooltip(new Tooltip(Messages.text("picker.takeFoundWords")));
        take.setOnAction(event -> model.chooseFound());
        take.visibleProperty()
                .bind(model.search()
                        .textProperty()
                        .isNotEmpty()
                        .and(model.search().problemProperty().isEmpty())
                        .and(model.matchesProperty().greaterThan(0))
                        .and(model.tabProperty().isEqualTo(PickerTab.PODS)));
        take.managedProperty().bind(take.visibleProperty());
        HBox row = new HBox(8, field, take);
        row.setAlignment(Pos.CENTER_LEFT);
        HBox kinds = new HBox(8, tabs(), live());
        kinds.setAlignment(Pos.CENTER_LEFT);
        VBox rows = new VBox(6, row);
        rows.getStyleClass().add("picker-search-row");
        rows.setMinHeight(Region.USE_PREF_SIZE);
        widthProperty().addListener((observed, before, now) -> place(kinds, row, rows, now.doubleValue()));
        place(kinds, row, rows, SEARCH_ROOMY);
        return rows;
    }

    /// In a narrow window the tabs have a line of their own, or nothing would be left for the search.
    private static void place(HBox kinds, HBox row, VBox rows, double width) {
        Pane home = width < SEARCH_ROOMY ? rows : row;
        if (!home.equals(kinds.getParent())) {
            row.getChildren().remove(kinds);
            rows.getChildren().remove(kinds);
            home.getChildren().add(kinds);
        }
    }

    private Node tabs() {
        ToggleGroup group = new ToggleGroup();
        HBox tabs = new HBox();
        tabs.getStyleClass().add("segmented");
        for (PickerTab tab : PickerTab.values()) {
            ToggleButton button = new ToggleButton(Messages.text(tab.textKey()));
            button.setToggleGroup(group);
            button.setSelected(model.tabProperty().get() == tab);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(event -> {
                button.setSelected(true);
                model.tabProperty().set(tab);
            });
            model.tabProperty().addListener((observed, before, now) -> button.setSelected(now == tab));
            tabs.getChildren().add(button);
        }
        tabs.getChildren().getFirst().getStyleClass().add("first");
        tabs.getChildren().getLast().getStyleClass().add("last");
        tabs.setMinWidth(Region.USE_PREF_SIZE);
        return tabs;
    }

    /// Whether changes come as they happen.
    private Node live() {
        Region dot = new Region();
        dot.setMinSize(8, 8);
        dot.setMaxSize(8, 8);
        Label label = new Label("", dot);
        label.getStyleClass().addAll("fl-muted", "fl-small");
        label.setMinWidth(Region.USE_PREF_SIZE);
        Runnable show = () -> {
            LinkState state = model.link().stateProperty().get();
            boolean connected = state instanceof LinkState.Connected;
            String trouble = state instanceof LinkState.Connected(String watch) ? watch : "";
            label.setVisible(connected);
            label.setManaged(connected);
            label.setText(Messages.text(trouble.isEmpty() ? "picker.live" : "picker.notLive"));
            label.setTooltip(trouble.isEmpty() ? null : new Tooltip(trouble));
            dot.getStyleClass().setAll("status-dot", trouble.isEmpty() ? "good" : "waiting");
        };
        model.link().stateProperty().addListener((observed, before, now) -> show.run());
        show.run();
        return label;
    }

    private Node searchProblem() {
        Label problem = new Label("", Icons.icon("mdal-error", 14, "severity-error"));
        problem.getStyleClass().addAll("severity-error", "fl-small", "picker-problem");
        problem.textProperty().bind(model.search().problemProperty());
        problem.visibleProperty().bind(model.search().problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        return problem;
    }

    /// Name of a tab in lower case, for sentences.
    static String word(PickerTab tab) {
        return Messages.text(tab.textKey()).toLowerCase(Locale.ROOT);
    }
}
