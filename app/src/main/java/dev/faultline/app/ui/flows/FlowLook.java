package dev.faultline.app.ui.flows;

import dev.faultline.app.settings.Settings;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

/// How a ladder is drawn: how times are written and how high rows are. Remembered. FX thread only.
final class FlowLook {
    private static final double[] ROW_HEIGHTS = {10, 16, 22, 30, 40, 54};
    private static final int DEFAULT_ZOOM = 4;
    private static final String TIMES = "flows.times";
    private static final String ZOOM = "flows.zoom";

    private final ObjectProperty<FlowTime> times;
    private final IntegerProperty zoom;

    /// @param changed called after a change
    FlowLook(Settings settings, Runnable changed) {
        times = new SimpleObjectProperty<>(this, "times", timesOf(settings.remembered(TIMES, "")));
        zoom = new SimpleIntegerProperty(this, "zoom", zoomOf(settings.remembered(ZOOM, "")));
        times.addListener((observed, before, now) -> {
            settings.remember(TIMES, now.name());
            changed.run();
        });
        zoom.addListener((observed, before, now) -> {
            settings.remember(ZOOM, String.valueOf(now));
            changed.run();
        });
    }

    private static FlowTime timesOf(String remembered) {
        for (FlowTime time : FlowTime.values()) {
            if (time.name().equals(remembered)) {
                return time;
            }
        }
        return FlowTime.SINCE_FIRST;
    }

    private static int zoomOf(String remembered) {
        for (int i = 0; i < ROW_HEIGHTS.length; i++) {
            if (String.valueOf(i).equals(remembered)) {
                return i;
            }
        }
        return DEFAULT_ZOOM;
    }

    /// How times are written.
    FlowTime times() {
        return times.get();
    }

    /// Writes times in the next way.
    void nextTimes() {
        times.set(
                switch (times.get()) {
                    case SINCE_FIRST -> FlowTime.SINCE_PREVIOUS;
                    case SINCE_PREVIOUS -> FlowTime.CLOCK;
                    case CLOCK -> FlowTime.SINCE_FIRST;
                });
    }

    /// Height of the row of a packet, logical pixels.
    double rowHeight() {
        return ROW_HEIGHTS[zoom.get()];
    }

    /// Makes rows higher or lower.
    void zoom(int steps) {
        zoom.set(Math.clamp(zoom.get() + steps, 0, ROW_HEIGHTS.length - 1));
    }

    /// Gives rows their usual height.
    void resetZoom() {
        zoom.set(DEFAULT_ZOOM);
    }
}
