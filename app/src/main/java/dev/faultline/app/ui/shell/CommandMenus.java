package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.CommandItems;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.SeparatorMenuItem;

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
        menu.getItems().add(CommandItems.item(command));
    }
}
