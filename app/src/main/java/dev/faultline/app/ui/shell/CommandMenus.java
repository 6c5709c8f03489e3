package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyText;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

/// Menus made from commands.
final class CommandMenus {
    private CommandMenus() {}

    /// The menus of the menu bar; groups without commands have none.
    static List<Menu> of(CommandRegistry commands) {
        List<Menu> menus = new ArrayList<>();
        for (CommandGroup group : CommandGroup.values()) {
            Menu menu = new Menu(Messages.text(group.textKey()));
            for (Command command : commands.of(group)) {
                if (command.inMenu()) {
                    add(menu, command);
                }
            }
            if (!menu.getItems().isEmpty()) {
                menus.add(menu);
            }
        }
        return menus;
    }

    private static void add(Menu menu, Command command) {
        if (command.startsSection() && !menu.getItems().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems().add(item(command));
    }

    /// One item. A mere character is no accelerator: the menu bar would take it from one who types.
    static MenuItem item(Command command) {
        ObservableBooleanValue selected = command.selected();
        MenuItem item = selected == null ? new MenuItem(command.text()) : checkItem(command, selected);
        String icon = command.icon();
        if (icon != null) {
            item.setGraphic(Icons.icon(icon, 16));
        }
        command.keys().stream()
                .filter(key -> !KeyText.isCharacter(key))
                .findFirst()
                .ifPresent(key -> item.setAccelerator(KeyCombination.valueOf(key)));
        item.setDisable(!command.enabled().get());
        command.enabled().addListener((observed, before, now) -> item.setDisable(!now));
        item.setOnAction(event -> command.run());
        return item;
    }

    private static CheckMenuItem checkItem(Command command, ObservableBooleanValue selected) {
        CheckMenuItem item = new CheckMenuItem(command.text());
        item.setSelected(selected.get());
        selected.addListener((observed, before, now) -> item.setSelected(now));
        return item;
    }
}
