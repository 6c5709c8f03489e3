package dev.faultline.app.ui.start;

import dev.faultline.app.task.TaskRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The recent list and its search. FX thread only.
public final class StartViewModel {
    private static final int LIMIT = 200;

    private final TaskRunner tasks;
    private final Recents recents;
    private final Clock clock;
    private final Path home;
    private final Consumer<List<Path>> open;
    private final StringProperty search = new SimpleStringProperty("");
    private final ObservableList<RecentCapture> captures = FXCollections.observableArrayList();
    private final ObservableList<RecentCapture> capturesReadOnly = FXCollections.unmodifiableObservableList(captures);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private int turns;

    /// @param home the user's own folder, written `~`
    /// @param open opens captures
    public StartViewModel(TaskRunner tasks, Recents recents, Clock clock, Path home, Consumer<List<Path>> open) {
        this.tasks = tasks;
        this.recents = recents;
        this.clock = clock;
        this.home = home;
        this.open = open;
        search.addListener((observed, before, now) -> refresh());
    }

    /// Reads the list again.
    public void refresh() {
        int turn = ++turns;
        String words = search.get();
        tasks.call(() -> load(words))
                .onSuccess(rows -> {
                    if (turn == turns) {
                        captures.setAll(rows);
                        loaded.set(true);
                    }
                })
                .start();
    }

    /// Opens a capture of the list.
    public void open(RecentCapture capture) {
        open.accept(capture.captures());
    }

    /// Keeps a capture at the top, or no longer.
    public void pin(RecentCapture capture, boolean pinned) {
        tasks.run(() -> recents.pin(capture.id(), pinned))
                .onSuccess(done -> refresh())
                .start();
    }

    /// Takes a capture off the list and forgets its findings; the file stays.
    public void remove(RecentCapture capture) {
        captures.remove(capture);
        tasks.run(() -> recents.remove(capture.id()))
                .onSuccess(done -> refresh())
                .start();
    }

    /// Words that name or folder must contain.
    public StringProperty searchProperty() {
        return search;
    }

    /// The list, the latest first.
    public ObservableList<RecentCapture> captures() {
        return capturesReadOnly;
    }

    /// Whether the list was read at all.
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    private List<RecentCapture> load(String words) {
        return recents.recent(words, LIMIT).stream()
                .map(session -> RecentCapture.of(
                        session, home, clock, session.captures().stream().anyMatch(file -> !Files.exists(file))))
                .toList();
    }
}
