package dev.faultline.app.ui.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilterViewModelTest {
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Queue<Runnable> onUi = new java.util.concurrent.LinkedBlockingQueue<>();
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final ObjectProperty<FilterMemory> memory = new SimpleObjectProperty<>(FilterMemory.EMPTY);
    private final FilterViewModel model = new FilterViewModel(
            new TaskRunner(background, onUi::add, error -> {
                throw new AssertionError(error);
            }),
            new Delay() {
                @Override
                public Runnable after(Duration time, Runnable action) {
                    assertThat(time).isEqualTo(Duration.ofMillis(150));
                    later.add(action);
                    return () -> later.remove(action);
                }
            },
            memory);

    @AfterEach
    void stop() {
        background.shutdownNow();
    }

    @Test
    void fieldIsBusyUntilAPauseInTyping() throws Exception {
        type("dst.port == 1");
        assertThat(model.stateProperty().get()).isInstanceOf(FilterState.Busy.class);
        type("dst.port == 12");
        assertThat(later).hasSize(1);

        pause();

        assertThat(model.stateProperty().get()).isInstanceOf(FilterState.Valid.class);
        assertThat(Objects.requireNonNull(model.appliedProperty().get()).text()).isEqualTo("dst.port == 12");
    }

    @Test
    void mistakeIsToldWithItsPlaceAndLeavesTheFilterThatWasApplied() throws Exception {
        type("error");
        pause();
        type("error && nosuch == 1");
        pause();

        assertThat(model.stateProperty().get())
                .isInstanceOfSatisfying(
                        FilterState.Invalid.class,
                        invalid -> assertThat(invalid.position()).isEqualTo(9));
        assertThat(Objects.requireNonNull(model.appliedProperty().get()).text()).isEqualTo("error");
    }

    @Test
    void emptyFieldAppliesNothingAtOnce() throws Exception {
        type("error");
        pause();
        type("");

        assertThat(model.stateProperty().get()).isInstanceOf(FilterState.Empty.class);
        assertThat(model.appliedProperty().get()).isNull();
    }

    @Test
    void undoAndRedoGoFromFilterToFilter() throws Exception {
        type("error");
        pause();
        type("count > 3");
        pause();

        model.undo();
        settle();
        assertThat(model.textProperty().get()).isEqualTo("error");
        model.undo();
        assertThat(model.textProperty().get()).isEmpty();
        assertThat(model.undoableProperty().get()).isFalse();
        model.redo();
        settle();
        model.redo();
        settle();
        assertThat(model.textProperty().get()).isEqualTo("count > 3");
        assertThat(model.redoableProperty().get()).isFalse();
    }

    @Test
    void undoFromAMistakeComesBackToWhatIsApplied() throws Exception {
        type("error");
        pause();
        type("error &&");
        pause();

        model.undo();

        assertThat(model.textProperty().get()).isEqualTo("error");
    }

    @Test
    void committedFilterStandsFirstInTheHistory() throws Exception {
        type("error");
        pause();
        model.commit();
        type("count > 3");
        pause();
        model.commit();

        assertThat(memory.get().history()).containsExactly("count > 3", "error");
    }

    @Test
    void bookmarkOfTheSameNameIsReplaced() throws Exception {
        type("error");
        pause();
        model.bookmark("mine");
        type("count > 3");
        pause();
        model.bookmark("mine");

        assertThat(memory.get().bookmarks()).containsExactly(new FilterMemory.Bookmark("mine", "count > 3"));
    }

    @Test
    void memoryComesBackFromItsTexts() {
        FilterMemory before = FilterMemory.EMPTY
                .used("error")
                .used("a == \"b\"")
                .marked(new FilterMemory.Bookmark("my\tfilter", "count > 3"));

        FilterMemory after = FilterMemory.parse(before.historyText(), before.bookmarkText());

        assertThat(after.history()).containsExactly("a == \"b\"", "error");
        assertThat(after.bookmarks()).containsExactly(new FilterMemory.Bookmark("my filter", "count > 3"));
    }

    private void type(String text) {
        model.textProperty().set(text);
    }

    private void pause() throws Exception {
        Runnable check = Objects.requireNonNull(later.poll());
        check.run();
        settle();
    }

    /// Lets the background finish and the user interface hear of it.
    private void settle() throws Exception {
        background.submit(() -> {}).get(30, TimeUnit.SECONDS);
        for (Runnable next = onUi.poll(); next != null; next = onUi.poll()) {
            next.run();
        }
    }
}
