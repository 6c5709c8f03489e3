package dev.faultline.app.ui.control;

import dev.faultline.app.command.Command;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;

/// Menu items made from commands.
public final class CommandItems {
    private static final int ICON = 16;

    private CommandItems() {}

    /// One item. A mere character is no accelerator: a menu bar would take it from one who types.
    public static MenuItem item(Command command) {
        ObservableBooleanValue selected = command.selected();
        MenuItem item = selected == null ? new MenuItem(command.text()) : checkItem(command, selected);
        String icon = command.icon();
        if (icon != null) {
            item.setGraphic(Icons.icon(icon, ICON));
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
