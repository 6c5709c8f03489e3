package dev.faultline.app.ui.shell;

import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.command.CommandSearch;
import dev.faultline.app.command.CommandSearch.Hit;
import dev.faultline.app.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The command palette: a few letters, the commands that fit. FX thread only.
final class PaletteViewModel {
    private static final String KEY = "palette.recent";
    private static final int REMEMBERED = 12;

    private final CommandRegistry commands;
    private final Settings settings;
    private final StringProperty query = new SimpleStringProperty("");
    private final ObservableList<Hit> hits = FXCollections.observableArrayList();
    private final ObservableList<Hit> hitsReadOnly = FXCollections.unmodifiableObservableList(hits);

    PaletteViewModel(CommandRegistry commands, Settings settings) {
        this.commands = commands;
        this.settings = settings;
        query.addListener((observed, before, now) -> search());
    }

    /// Begins anew.
    void open() {
        query.set("");
        search();
    }

    /// Runs a command and remembers that it was used.
    void run(Hit hit) {
        List<String> recent = new ArrayList<>(recent());
        recent.remove(hit.command().id());
        recent.addFirst(hit.command().id());
        settings.remember(KEY, String.join(",", recent.subList(0, Math.min(REMEMBERED, recent.size()))));
        hit.command().run();
    }

    StringProperty queryProperty() {
        return query;
    }

    /// What fits, the best first.
    ObservableList<Hit> hits() {
        return hitsReadOnly;
    }

    private void search() {
        Predicate<Command> isItself = command -> command.id().equals("tools.palette");
        List<Command> others = commands.all().stream().filter(isItself.negate()).toList();
        hits.setAll(CommandSearch.find(query.get(), others, recent()));
    }

    private List<String> recent() {
        return List.of(settings.remembered(KEY, "").split(","));
    }
}
