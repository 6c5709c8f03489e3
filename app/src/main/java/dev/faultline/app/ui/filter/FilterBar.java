package dev.faultline.app.ui.filter;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.text.Figures;
import javafx.beans.value.ObservableLongValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The filter field with its state, its number of matches, bookmarks and history. A reason why a filter makes
/// no sense stands on a line of its own below.
public final class FilterBar extends VBox {
    private static final int ICON = 16;
    private static final int SMALL_ICON = 14;
    private static final KeyCombination UNDO = KeyCombination.valueOf("Shortcut+Z");
    private static final KeyCombination REDO = KeyCombination.valueOf("Shortcut+Shift+Z");
    private static final KeyCombination OFFER = KeyCombination.valueOf("Ctrl+Space");

    private final FilterViewModel model;
    private final FilterField field = new FilterField();
    private final FontIcon stateIcon = Icons.icon("mdoal-filter_list", ICON);
    private final Label matches = new Label();
    private final Button clear = iconButton("mdoal-close", SMALL_ICON, "filter.clear");
    private final HBox box = new HBox(stateIcon, field, matches, clear);
    private final Label problem = new Label();
    private final FilterAutoCompletion completion;

    /// @param completion knows what can come next
    /// @param shown number of findings that match
    public FilterBar(FilterViewModel model, FilterCompletion completion, ObservableLongValue shown) {
        this.model = model;
        this.completion = new FilterAutoCompletion(field.field(), completion);
        FilterMenus menus = new FilterMenus(model, this::focusField);
        HBox.setHgrow(box, Priority.ALWAYS);
        HBox.setHgrow(field, Priority.ALWAYS);
        box.getStyleClass().add("filter-box");
        matches.getStyleClass().addAll("fl-small", "fl-muted");
        matches.setMinWidth(USE_PREF_SIZE);
        HBox bar = new HBox(box, menus.bookmarks(), menus.history());
        bar.getStyleClass().add("filter-bar");
        problem.getStyleClass().addAll("filter-problem", "fl-small");
        problem.setWrapText(true);
        getStyleClass().add("filter-pane");
        getChildren().addAll(bar, problem);
        field.field().textProperty().bindBidirectional(model.textProperty());
        field.field().addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.field().focusedProperty().addListener((observed, before, focused) -> {
            if (!focused) {
                model.commit();
            }
        });
        clear.setOnAction(event -> model.clear());
        model.stateProperty().addListener((observed, before, now) -> show(now, shown.get()));
        shown.addListener((observed, before, now) -> show(model.stateProperty().get(), now.longValue()));
        show(model.stateProperty().get(), shown.get());
    }

    /// Puts the cursor into the field, with its text selected.
    public void focusField() {
        field.field().requestFocus();
        field.field().selectAll();
    }

    private void key(KeyEvent event) {
        if (UNDO.match(event)) {
            model.undo();
        } else if (REDO.match(event)) {
            model.redo();
        } else if (OFFER.match(event)) {
            completion.offer();
        } else if (event.getCode() == KeyCode.ENTER) {
            model.commit();
        } else if (event.getCode() == KeyCode.ESCAPE && !field.field().getText().isEmpty()) {
            model.clear();
        } else {
            return;
        }
        event.consume();
    }

    private void show(FilterState state, long found) {
        field.show(state);
        boolean typed = !(state instanceof FilterState.Empty);
        setShown(clear, typed);
        setShown(matches, state instanceof FilterState.Valid);
        matches.setText(Messages.text("filter.matches", Figures.count(found)));
        String reason = state instanceof FilterState.Invalid invalid ? invalid.message() : "";
        problem.setText(reason);
        setShown(problem, !reason.isEmpty());
        Look look = look(state);
        stateIcon.setIconLiteral(look.icon);
        stateIcon.getStyleClass().setAll("ikonli-font-icon", "filter-icon");
        box.getStyleClass().setAll("filter-box", look.styleClass);
        stateIcon.setAccessibleText(Messages.text(look.text));
        field.field().setAccessibleHelp(reason.isEmpty() ? Messages.text(look.text) : reason);
    }

    private static Look look(FilterState state) {
        return switch (state) {
            case FilterState.Empty empty -> new Look("mdoal-filter_list", "filter-empty", "filter.empty");
            case FilterState.Busy busy -> new Look("mdoal-hourglass_empty", "filter-busy", "filter.busy");
            case FilterState.Valid valid -> new Look("mdal-check_circle", "filter-valid", "filter.valid");
            case FilterState.Invalid invalid -> new Look("mdal-error", "filter-invalid", "filter.invalid");
        };
    }

    static Button iconButton(String icon, int size, String textKey) {
        Button button = new Button("", Icons.icon(icon, size));
        button.getStyleClass().addAll("icon-only", "flat");
        button.setAccessibleText(Messages.text(textKey));
        button.setTooltip(new Tooltip(Messages.text(textKey)));
        return button;
    }

    private static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private record Look(String icon, String styleClass, String text) {}
}
