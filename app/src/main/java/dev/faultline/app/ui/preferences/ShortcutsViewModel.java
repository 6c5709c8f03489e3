package dev.faultline.app.ui.preferences;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.KeyText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The shortcuts, to be changed. FX thread only.
public final class ShortcutsViewModel {
    private final CommandRegistry commands;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ObservableList<Row> rowsReadOnly = FXCollections.unmodifiableObservableList(rows);
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");

    /// A command with its shortcuts.
    ///
    /// @param id of the command
    /// @param text group and words: `File: Open capture`
    /// @param keys as people write them; empty for none
    /// @param chosen whether the user has chosen them
    public record Row(String id, String text, String keys, boolean chosen) {}

    public ShortcutsViewModel(CommandRegistry commands) {
        this.commands = commands;
        commands.onChanged(this::fill);
        search.addListener((observed, before, now) -> fill());
        fill();
    }

    /// The commands whose words or keys contain what is searched for.
    public ObservableList<Row> rows() {
        return rowsReadOnly;
    }

    public StringProperty searchProperty() {
        return search;
    }

    /// What came of the last change, a sentence; empty for nothing worth telling.
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// Gives a command one shortcut in place of those it had.
    ///
    /// @param key in the form of [Command#keys()]
    public void choose(Row row, String key) {
        Command command = commands.get(row.id());
        Optional<Command> holder = commands.holder(key).filter(other -> !other.equals(command));
        note.set(holder.map(other -> Messages.text("shortcuts.taken", KeyText.of(key), other.text()))
                .orElse(""));
        commands.choose(command, List.of(key));
    }

    /// Takes a command's shortcuts away.
    public void clear(Row row) {
        note.set("");
        commands.choose(commands.get(row.id()), List.of());
    }

    /// Gives a command its standard shortcuts again.
    public void reset(Row row) {
        note.set("");
        commands.reset(commands.get(row.id()));
    }

    private void fill() {
        String words = search.get().strip().toLowerCase(Locale.ROOT);
        rows.setAll(commands.all().stream()
                .map(this::row)
                .filter(row ->
                        (row.text() + " " + row.keys()).toLowerCase(Locale.ROOT).contains(words))
                .toList());
    }

    private Row row(Command command) {
        String text = Messages.text(command.group().textKey()) + ": " + command.text();
        String keys = String.join(
                "  ", command.keys().stream().map(KeyText::of).distinct().toList());
        return new Row(command.id(), text, keys, commands.isChosen(command));
    }
}
