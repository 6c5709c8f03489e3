package dev.faultline.app.ui.timeline;

import dev.faultline.app.store.Grouping;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// Findings over time: the part of the capture that is shown, and the stretch that is wanted. FX thread only.
public final class TimelineViewModel {
    private static final int FEW = 100;

    /// No closer look than a microsecond over the whole width.
    private static final long SHORTEST = 1_000;

    private static final TimeRange NOTHING = new TimeRange(0, 0);

    private final ReadOnlyObjectWrapper<TimelineBars> bars =
            new ReadOnlyObjectWrapper<>(this, "bars", TimelineBars.NONE);
    private final ObjectProperty<@Nullable TimeRange> selection = new SimpleObjectProperty<>(this, "selection", null);
    private final IntegerProperty room = new SimpleIntegerProperty(this, "room", FEW);
    private final ReadOnlyObjectWrapper<TimeRange> window = new ReadOnlyObjectWrapper<>(this, "window", NOTHING);
    private final ObjectProperty<Grouping> grouping = new SimpleObjectProperty<>(this, "grouping", Grouping.CLASS);
    private final ReadOnlyObjectWrapper<List<TimelineMark>> marks =
            new ReadOnlyObjectWrapper<>(this, "marks", List.of());
    private final ObjectProperty<@Nullable Focus> focus = new SimpleObjectProperty<>(this, "focus", null);
    private TimeRange span = NOTHING;
    private boolean live;
    private boolean growing;

    /// The selected finding.
    ///
    /// @param time from its first packet to its last
    /// @param title what it is called
    public record Focus(TimeRange time, String title) {}

    public ReadOnlyObjectProperty<TimelineBars> barsProperty() {
        return bars.getReadOnlyProperty();
    }

    /// The stretch that findings must touch; null for all of the capture.
    public ObjectProperty<@Nullable TimeRange> selectionProperty() {
        return selection;
    }

    /// How many bars there is room for.
    public IntegerProperty roomProperty() {
        return room;
    }

    /// The part of the capture that is shown.
    public ReadOnlyObjectProperty<TimeRange> windowProperty() {
        return window.getReadOnlyProperty();
    }

    /// What the bars are stacked by.
    public ObjectProperty<Grouping> groupingProperty() {
        return grouping;
    }

    /// What happened besides findings, in order of time.
    public ReadOnlyObjectProperty<List<TimelineMark>> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    /// The selected finding, or null.
    public ObjectProperty<@Nullable Focus> focusProperty() {
        return focus;
    }

    /// Shows what happened.
    public void mark(List<TimelineMark> found) {
        marks.set(List.copyOf(found));
    }

    /// Whether the capture goes on now. Then who sees its end goes on seeing its end.
    public void setLive(boolean now) {
        live = now;
    }

    /// Whether the end of a capture that goes on is shown in close-up.
    public boolean isFollowing() {
        return live && isZoomed() && window.get().to() >= span.to();
    }

    /// Whether what is shown changes because the capture grows, and not because the user wants it.
    boolean isGrowing() {
        return growing;
    }

    /// All of the capture.
    public TimeRange span() {
        return span;
    }

    /// What is shown and as much again, half of it on either side, as far as the capture goes.
    public TimeRange around() {
        TimeRange shown = window.get();
        long half = shown.length() / 2;
        return new TimeRange(Math.max(span.from(), shown.from() - half), Math.min(span.to(), shown.to() + half));
    }

    /// Whether only a part of the capture is shown.
    public boolean isZoomed() {
        return !window.get().equals(span);
    }

    /// The capture reaches so far now. Who sees all of it goes on seeing all of it, who follows its end its
    /// end.
    public void setSpan(TimeRange all) {
        TimeRange shown = window.get();
        long grown = isFollowing() ? all.to() - span.to() : 0;
        boolean whole = !isZoomed();
        span = all;
        growing = true;
        show(whole ? all : new TimeRange(shown.from() + grown, shown.to() + grown));
        growing = false;
    }

    /// Shows what was counted.
    public void show(TimelineBars found) {
        bars.set(found);
    }

    /// Shows that part of the capture, as far as it goes.
    public void show(TimeRange part) {
        long length = Math.clamp(part.length(), Math.min(SHORTEST, span.length()), Math.max(SHORTEST, span.length()));
        length = Math.min(length, span.length());
        long from = Math.clamp(part.from(), span.from(), span.to() - length);
        window.set(new TimeRange(from, from + length));
    }

    /// Shows more or less time.
    ///
    /// @param factor above 1 for a closer look
    /// @param around the time that keeps its place
    public void zoom(double factor, long around) {
        TimeRange shown = window.get();
        zoom(factor, around, (double) (around - shown.from()) / Math.max(1, shown.length()));
    }

    /// Shows more or less time.
    ///
    /// @param factor above 1 for a closer look
    /// @param around the time to place
    /// @param share where: 0 at the left edge, 1 at the right one
    public void zoom(double factor, long around, double share) {
        TimeRange shown = window.get();
        long length = Math.max(SHORTEST, (long) (shown.length() / factor));
        show(new TimeRange(around - (long) (share * length), around - (long) (share * length) + length));
    }

    /// Shows what is so much later, or earlier for less than 0.
    public void pan(long nanos) {
        TimeRange shown = window.get();
        show(new TimeRange(shown.from() + nanos, shown.to() + nanos));
    }

    /// Shows all of the capture.
    public void showAll() {
        window.set(span);
    }

    /// Shows the end of the capture, as much of it as is shown now.
    public void showEnd() {
        pan(span.to() - window.get().to());
    }

    /// Shows the stretch that is wanted and nothing else.
    public void zoomToSelection() {
        TimeRange wanted = selection.get();
        if (wanted != null) {
            show(wanted);
        }
    }
}
