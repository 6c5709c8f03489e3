package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.ui.control.CommandItems;
import dev.faultline.app.ui.findings.FilterExpressions.Joint;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/// What can be done with a line of the table.
final class RowMenu {
    private final FindingsViewModel model;
    private final CommandRegistry commands;

    RowMenu(FindingsViewModel model, CommandRegistry commands) {
        this.model = model;
        this.commands = commands;
    }

    /// The items for the line in focus.
    ///
    /// @param column the cell that was asked about; null for the line as a whole
    List<MenuItem> items(@Nullable Column column) {
        List<MenuItem> items = new ArrayList<>();
        items.add(CommandItems.item(commands.get(FindingsCommands.OPEN)));
        items.add(CommandItems.item(commands.get(FindingsCommands.OPEN_ORIGINAL)));
        commands.find(FindingsCommands.SHOW_FLOW).map(CommandItems::item).ifPresent(items::add);
        items.add(CommandItems.item(commands.get(FindingsCommands.SAVE_PACKETS)));
        items.add(new SeparatorMenuItem());
        Menu copy = new Menu(Messages.text("menu.copy"));
        for (CopyFormat format : CopyFormat.values()) {
            copy.getItems().add(CommandItems.item(commands.get(FindingsCommands.copyId(format))));
        }
        items.add(copy);
        RowItem lead = model.leadProperty().get();
        if (lead != null) {
            items.add(new SeparatorMenuItem());
            items.addAll(filters(lead, column));
        }
        return items;
    }

    private List<MenuItem> filters(RowItem lead, @Nullable Column column) {
        String condition = FilterExpressions.of(lead, column);
        Menu apply = new Menu(Messages.text("menu.applyAsFilter"));
        MenuItem shown = plain(condition);
        shown.setDisable(true);
        apply.getItems().addAll(shown, new SeparatorMenuItem());
        apply.getItems().add(apply("menu.selected", Joint.SELECTED, condition));
        apply.getItems().add(apply("menu.notSelected", Joint.NOT, condition));
        apply.getItems().add(apply("menu.andSelected", Joint.AND, condition));
        apply.getItems().add(apply("menu.orSelected", Joint.OR, condition));
        MenuItem hide = apply("menu.hideKind", Joint.AND_NOT, FilterExpressions.of(lead, Column.FINDING));
        hide.setText(Messages.text("menu.hideKind", lead.title()));
        hide.setMnemonicParsing(false);
        return List.of(apply, hide);
    }

    private MenuItem apply(String textKey, Joint joint, String condition) {
        FindingFilter applied = model.filter().appliedProperty().get();
        boolean words = applied != null && applied.isTextSearch();
        MenuItem item = new MenuItem(Messages.text(textKey, ""));
        item.setDisable(words && joint != Joint.SELECTED && joint != Joint.NOT);
        String there = applied == null ? "" : applied.text();
        item.setOnAction(event -> model.filter().apply(FilterExpressions.join(there, joint, condition)));
        return item;
    }

    private static MenuItem plain(String text) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        return item;
    }
}
