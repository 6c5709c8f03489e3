package dev.faultline.app.ui.findings;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// Findings over time, and the stretch of time that is wanted. FX thread only.
public final class TimelineViewModel {
    private static final int FEW = 100;

    private final ReadOnlyObjectWrapper<TimelineBars> bars =
            new ReadOnlyObjectWrapper<>(this, "bars", TimelineBars.NONE);
    private final ObjectProperty<@Nullable TimeRange> selection = new SimpleObjectProperty<>(this, "selection", null);
    private final IntegerProperty room = new SimpleIntegerProperty(this, "room", FEW);

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

    void show(TimelineBars found) {
        bars.set(found);
    }
}
