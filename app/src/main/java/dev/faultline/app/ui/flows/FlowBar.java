package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.text.Figures;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The bar above a flow: which flow it is, the ways to look at it, and the search.
final class FlowBar extends HBox {
    private static final int ICON = 16;
    private static final double FIELD = 170;
    private static final double ROOM_FOR_WORDS = 900;
    private static final double ROOM_FOR_ALL = 1100;

    private final FlowViewModel model;
    private final Label name = new Label();
    private final Label stream = new Label();
    private final TextField search = new TextField();

    /// @param openStream opens a TCP stream by its number
    /// @param back goes to the findings
    FlowBar(FlowViewModel model, Runnable back, IntConsumer openStream) {
        this.model = model;
        getStyleClass().add("flow-bar");
        name.getStyleClass().add("page-title");
        name.setMinWidth(40);
        stream.getStyleClass().addAll("fl-mono", "fl-muted");
        stream.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label result = new Label();
        result.getStyleClass().addAll("fl-small", "fl-muted");
        result.textProperty().bind(model.steps().searchResultProperty());
        result.managedProperty().bind(result.textProperty().isNotEmpty());
        getChildren()
                .addAll(
                        button("mdoal-arrow_back", "flow.back", back),
                        name,
                        stream,
                        gap,
                        result,
                        searchField(),
                        streamField(openStream),
                        tabs(),
                        button("mdomz-timer", "flow.nextTimes", model.look()::nextTimes),
                        button("mdomz-unfold_more", "flow.toggleFolding", model::toggleFolding));
        BooleanBinding room = widthProperty().greaterThan(ROOM_FOR_ALL);
        stream.visibleProperty().bind(room);
        stream.managedProperty().bind(room);
        model.shownProperty().addListener((observed, before, now) -> show(now));
        show(model.shownProperty().get());
    }

    /// Puts the cursor into the search field.
    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    private void show(@Nullable ShownFlow shown) {
        name.setText(
                shown == null
                        ? Messages.text("flow.title")
                        : Messages.text(
                                "flow.ends",
                                shown.client().name(),
                                shown.server().name()));
        stream.setText(
                shown != null && shown.flow().tcpStream() >= 0
                        ? Messages.text(
                                "flow.stream",
                                String.valueOf(shown.flow().tcpStream()),
                                Figures.count(shown.flow().size()))
                        : "");
    }

    private TextField searchField() {
        search.setPromptText(Messages.text("flow.search"));
        search.setAccessibleText(Messages.text("flow.search"));
        search.getStyleClass().add("flow-field");
        search.setPrefWidth(FIELD);
        search.setMinWidth(60);
        search.setOnAction(event -> model.steps().find(search.getText(), 1));
        search.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
                model.steps().find(search.getText(), -1);
                event.consume();
            }
        });
        return search;
    }

    private static TextField streamField(IntConsumer openStream) {
        TextField field = new TextField();
        field.setPromptText(Messages.text("flow.streamNumber"));
        field.setAccessibleText(Messages.text("flow.streamNumber"));
        field.setTooltip(new Tooltip(Messages.text("flow.openStream")));
        field.getStyleClass().addAll("flow-field", "stream-field");
        field.setPrefWidth(88);
        field.setMinWidth(48);
        field.setOnAction(event -> {
            String text = field.getText().strip();
            if (text.matches("\\d{1,9}")) {
                openStream.accept(Integer.parseInt(text));
                field.clear();
            }
        });
        return field;
    }

    private HBox tabs() {
        ToggleGroup group = new ToggleGroup();
        HBox box = new HBox();
        box.getStyleClass().add("flow-tabs");
        box.setMinWidth(Region.USE_PREF_SIZE);
        for (FlowTab tab : FlowTab.values()) {
            String word = Messages.text("flow.tab." + tab.name().toLowerCase(Locale.ROOT));
            ToggleButton button = new ToggleButton(word);
            button.getStyleClass().add("flow-tab");
            button.setToggleGroup(group);
            button.setSelected(model.tabProperty().get() == tab);
            button.setAccessibleText(word);
            button.setTooltip(new Tooltip(word));
            button.setOnAction(event -> {
                model.tabProperty().set(tab);
                button.setSelected(true);
            });
            model.tabProperty().addListener((observed, before, now) -> button.setSelected(now == tab));
            widthProperty().addListener((observed, before, now) -> {
                boolean narrow = now.doubleValue() < ROOM_FOR_WORDS;
                button.setText(narrow ? "" : word);
                button.setGraphic(narrow ? Icons.icon(tab.icon(), ICON) : null);
            });
            box.getChildren().add(button);
        }
        return box;
    }

    private static Button button(String icon, String key, Runnable action) {
        Button button = new Button("", Icons.icon(icon, ICON));
        button.getStyleClass().addAll("icon-only", "flat");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(Messages.text(key));
        button.setTooltip(new Tooltip(Messages.text(key)));
        button.setOnAction(event -> action.run());
        return button;
    }
}
