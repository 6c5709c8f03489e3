package dev.faultline.app.ui.filter;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/// The menus beside the filter field: bookmarks, and the filters used last.
final class FilterMenus {
    private static final int ICON = 16;

    private final FilterViewModel model;
    private final Runnable afterChoice;
    private final MenuButton bookmarks = menu("mdoal-bookmark_border", "filter.bookmarks");
    private final MenuButton history = menu("mdoal-history", "filter.history");

    /// @param afterChoice run when a filter was chosen
    FilterMenus(FilterViewModel model, Runnable afterChoice) {
        this.model = model;
        this.afterChoice = afterChoice;
        bookmarks.setOnShowing(event -> fillBookmarks());
        history.setOnShowing(event -> fillHistory());
        fillBookmarks();
        fillHistory();
    }

    MenuButton bookmarks() {
        return bookmarks;
    }

    MenuButton history() {
        return history;
    }

    private void fillHistory() {
        List<MenuItem> items = new ArrayList<>();
        model.memoryProperty().get().history().forEach(filter -> items.add(filterItem(filter, filter)));
        if (items.isEmpty()) {
            items.add(nothing("filter.noHistory"));
        }
        history.getItems().setAll(items);
    }

    private void fillBookmarks() {
        MenuItem add = new MenuItem(Messages.text("filter.addBookmark"));
        add.setDisable(!(model.stateProperty().get() instanceof FilterState.Valid));
        add.setOnAction(event -> askName());
        List<MenuItem> items = new ArrayList<>(List.of(add, new SeparatorMenuItem()));
        List<FilterMemory.Bookmark> marks = model.memoryProperty().get().bookmarks();
        marks.forEach(mark -> items.add(filterItem(mark.name(), mark.filter())));
        items.add(marks.isEmpty() ? nothing("filter.noBookmarks") : removal(marks));
        bookmarks.getItems().setAll(items);
    }

    private Menu removal(List<FilterMemory.Bookmark> marks) {
        Menu remove = new Menu(Messages.text("filter.removeBookmark"));
        for (FilterMemory.Bookmark mark : marks) {
            MenuItem item = plain(mark.name());
            item.setOnAction(event -> model.removeBookmark(mark.name()));
            remove.getItems().add(item);
        }
        return remove;
    }

    private MenuItem filterItem(String text, String filter) {
        MenuItem item = plain(text);
        item.setOnAction(event -> {
            model.apply(filter);
            afterChoice.run();
        });
        return item;
    }

    private void askName() {
        TextField name = new TextField();
        name.setPromptText(Messages.text("filter.bookmarkName"));
        Button save = new Button(Messages.text("filter.saveBookmark"));
        save.getStyleClass().add("accent");
        save.disableProperty().bind(name.textProperty().map(String::isBlank));
        Label label = new Label(Messages.text("filter.bookmarkName"));
        label.setLabelFor(name);
        HBox row = new HBox(name, save);
        row.getStyleClass().add("popover-row");
        VBox content = new VBox(label, row);
        content.getStyleClass().add("popover-content");
        PopOver popOver = new PopOver(content);
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_RIGHT);
        Runnable done = () -> {
            if (!name.getText().isBlank()) {
                model.bookmark(name.getText().strip());
                popOver.hide();
            }
        };
        name.setOnAction(event -> done.run());
        save.setOnAction(event -> done.run());
        popOver.show(bookmarks);
        name.requestFocus();
    }

    private static MenuItem nothing(String textKey) {
        MenuItem item = new MenuItem(Messages.text(textKey));
        item.setDisable(true);
        return item;
    }

    /// An item whose text is shown as it is: an underscore in a filter is no mnemonic.
    private static MenuItem plain(String text) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        return item;
    }

    private static MenuButton menu(String icon, String textKey) {
        MenuButton button = new MenuButton("", Icons.icon(icon, ICON));
        button.getStyleClass().addAll("icon-only", "menu-icon");
        button.setAccessibleText(Messages.text(textKey));
        button.setTooltip(new Tooltip(Messages.text(textKey)));
        return button;
    }
}
