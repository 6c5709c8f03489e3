package dev.faultline.app.ui.help;

import dev.faultline.app.settings.Settings;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The guided tour: where it is. It is offered once, and can be taken again at any time. FX thread only.
public final class TourViewModel {
    private static final String SEEN = "tour.seen";
    private static final List<TourStep> STEPS = List.of(TourStep.values());

    private final Settings settings;
    private final Consumer<TourStep> entered;
    private final ReadOnlyObjectWrapper<@Nullable TourStep> step = new ReadOnlyObjectWrapper<>(this, "step", null);
    private final ReadOnlyObjectWrapper<@Nullable TourStep> shown = new ReadOnlyObjectWrapper<>(this, "shown", null);
    private Set<TourStep> near = Set.of();

    /// @param entered makes the place that a step is about visible
    public TourViewModel(Settings settings, Consumer<TourStep> entered) {
        this.settings = settings;
        this.entered = entered;
        step.addListener((observed, before, now) -> show());
    }

    /// The user went elsewhere in the window.
    ///
    /// @param steps whose places are there
    public void wentTo(Set<TourStep> steps) {
        near = Set.copyOf(steps);
        show();
    }

    /// Starts the tour for one who has never seen it.
    public void offer() {
        if (settings.remembered(SEEN, "").isEmpty() && step.get() == null) {
            start();
        }
    }

    /// Starts the tour.
    public void start() {
        go(0);
    }

    /// Goes to the next step; after the last one the tour ends.
    public void next() {
        go(number());
    }

    /// Goes to the step before.
    public void back() {
        go(Math.max(0, number() - 2));
    }

    /// Ends the tour; it is not offered again.
    public void end() {
        settings.remember(SEEN, "yes");
        step.set(null);
    }

    /// The step that the tour is at; null when there is no tour.
    public ReadOnlyObjectProperty<@Nullable TourStep> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// The same, but null also while the user is where the place of the step is not: the tour waits for her.
    public ReadOnlyObjectProperty<@Nullable TourStep> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// Which step it is, from 1; 0 when there is no tour.
    public int number() {
        TourStep now = step.get();
        return now == null ? 0 : STEPS.indexOf(now) + 1;
    }

    /// Number of steps.
    public int steps() {
        return STEPS.size();
    }

    private void show() {
        TourStep now = step.get();
        shown.set(now != null && near.contains(now) ? now : null);
    }

    private void go(int index) {
        if (index >= STEPS.size()) {
            end();
            return;
        }
        entered.accept(STEPS.get(index));
        step.set(STEPS.get(index));
    }
}
