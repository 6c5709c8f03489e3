package dev.faultline.app.ui.filter;

import dev.faultline.app.filter.FilterException;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The filter that is typed and the one that is applied. A text is checked in the background a moment after the
/// last key; when it makes sense it is applied at once. FX thread only.
public final class FilterViewModel {
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int MAX_UNDO = 100;

    private final TaskRunner tasks;
    private final Delay delay;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyObjectWrapper<FilterState> state =
            new ReadOnlyObjectWrapper<>(this, "state", new FilterState.Empty());
    private final ReadOnlyObjectWrapper<@Nullable FindingFilter> applied =
            new ReadOnlyObjectWrapper<>(this, "applied", null);
    private final ObjectProperty<FilterMemory> memory;
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(this, "redoable");
    private final Deque<String> undo = new ArrayDeque<>();
    private final Deque<String> redo = new ArrayDeque<>();
    private String settled = "";
    private Runnable cancelCheck = () -> {};
    private int check;

    /// @param memory history and bookmarks; the owner keeps them from one start to the next
    public FilterViewModel(TaskRunner tasks, Delay delay, ObjectProperty<FilterMemory> memory) {
        this.tasks = tasks;
        this.delay = delay;
        this.memory = memory;
        text.addListener((observed, before, now) -> typed(now));
    }

    /// What stands in the field.
    public StringProperty textProperty() {
        return text;
    }

    public ReadOnlyObjectProperty<FilterState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// The filter that the findings shown meet; null for none.
    public ReadOnlyObjectProperty<@Nullable FindingFilter> appliedProperty() {
        return applied.getReadOnlyProperty();
    }

    /// History and bookmarks.
    public ObjectProperty<FilterMemory> memoryProperty() {
        return memory;
    }

    public ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty redoableProperty() {
        return redoable.getReadOnlyProperty();
    }

    /// Applies a filter at once, without waiting for further keys.
    public void apply(String filter) {
        text.set(filter);
        checkNow();
    }

    /// Checks what is typed without waiting for further keys, and remembers it as used.
    public void commit() {
        checkNow();
        remember();
    }

    /// Shows all findings again.
    public void clear() {
        remember();
        apply("");
    }

    /// Goes back to the filter before; from a text that makes no sense, to the one that is applied.
    public void undo() {
        if (text.get().equals(settled)) {
            step(undo, redo);
        } else {
            apply(settled);
        }
    }

    /// Takes [#undo()] back.
    public void redo() {
        step(redo, undo);
    }

    /// Gives what is typed a name.
    public void bookmark(String name) {
        memory.set(
                memory.get().marked(new FilterMemory.Bookmark(name, text.get().strip())));
    }

    /// Forgets the bookmark of that name.
    public void removeBookmark(String name) {
        memory.set(memory.get().unmarked(name));
    }

    private void typed(String now) {
        cancelCheck.run();
        check++;
        if (now.isBlank()) {
            succeed(null);
        } else {
            state.set(new FilterState.Busy());
            cancelCheck = delay.after(PAUSE, this::checkNow);
        }
    }

    private void checkNow() {
        cancelCheck.run();
        String wanted = text.get();
        if (wanted.isBlank()) {
            return;
        }
        int number = ++check;
        tasks.call(() -> FindingFilter.compile(wanted))
                .onSuccess(filter -> {
                    if (number == check) {
                        succeed(filter);
                    }
                })
                .onFailure(FilterException.class, problem -> {
                    if (number == check) {
                        state.set(new FilterState.Invalid(
                                String.valueOf(problem.getMessage()), problem.position(), problem.length()));
                    }
                })
                .start();
    }

    private void succeed(@Nullable FindingFilter filter) {
        state.set(filter == null ? new FilterState.Empty() : new FilterState.Valid());
        settle();
        applied.set(filter);
    }

    /// What is typed has become a step that undo can come back to.
    private void settle() {
        String now = text.get();
        if (!now.equals(settled)) {
            undo.push(settled);
            if (undo.size() > MAX_UNDO) {
                undo.removeLast();
            }
            redo.clear();
            settled = now;
            updateUndo();
        }
    }

    private void step(Deque<String> from, Deque<String> to) {
        if (!from.isEmpty()) {
            to.push(settled);
            settled = from.pop();
            updateUndo();
            apply(settled);
        }
    }

    private void updateUndo() {
        undoable.set(!undo.isEmpty());
        redoable.set(!redo.isEmpty());
    }

    private void remember() {
        String used = text.get().strip();
        List<String> history = memory.get().history();
        boolean known = !history.isEmpty() && history.getFirst().equals(used);
        if (!used.isEmpty() && !known && !(state.get() instanceof FilterState.Invalid)) {
            memory.set(memory.get().used(used));
        }
    }
}
