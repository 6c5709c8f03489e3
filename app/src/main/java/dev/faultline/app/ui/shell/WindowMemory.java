package dev.faultline.app.ui.shell;

import dev.faultline.app.settings.Settings;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// Remembers where the window was and how large, and puts it there again if that is still on a screen.
public final class WindowMemory {
    private static final String BOUNDS = "window.bounds";
    private static final String MAXIMIZED = "window.maximized";
    private static final double MIN_WIDTH = 1024;
    private static final double MIN_HEIGHT = 700;
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final int VISIBLE = 100;

    private final Settings settings;

    public WindowMemory(Settings settings) {
        this.settings = settings;
    }

    /// Puts the window, before it is shown, to where it was.
    public void restore(Stage stage) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setMinWidth(Math.min(MIN_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(MIN_HEIGHT, screen.getHeight()));
        Rectangle2D bounds = parse(settings.remembered(BOUNDS, ""));
        if (bounds != null && isVisible(bounds)) {
            stage.setX(bounds.getMinX());
            stage.setY(bounds.getMinY());
            stage.setWidth(bounds.getWidth());
            stage.setHeight(bounds.getHeight());
        } else {
            stage.setWidth(Math.min(WIDTH, screen.getWidth()));
            stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
        }
        stage.setMaximized(Boolean.parseBoolean(settings.remembered(MAXIMIZED, "false")));
    }

    /// Notes where the window is. Of a maximised one the place that it goes back to is kept.
    public void save(Stage stage) {
        settings.remember(MAXIMIZED, String.valueOf(stage.isMaximized()));
        if (!stage.isMaximized() && !stage.isFullScreen() && !stage.isIconified()) {
            List<Long> numbers = List.of(
                    Math.round(stage.getX()),
                    Math.round(stage.getY()),
                    Math.round(stage.getWidth()),
                    Math.round(stage.getHeight()));
            settings.remember(
                    BOUNDS,
                    String.join(",", numbers.stream().map(String::valueOf).toList()));
        }
    }

    private static boolean isVisible(Rectangle2D bounds) {
        return !Screen.getScreensForRectangle(
                        bounds.getMinX() + VISIBLE,
                        bounds.getMinY(),
                        Math.max(1, bounds.getWidth() - 2 * VISIBLE),
                        VISIBLE)
                .isEmpty();
    }

    private static @Nullable Rectangle2D parse(String text) {
        try {
            double[] numbers = Arrays.stream(text.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            boolean fits = numbers.length == 4 && numbers[2] >= 200 && numbers[3] >= 200;
            return fits ? new Rectangle2D(numbers[0], numbers[1], numbers[2], numbers[3]) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
