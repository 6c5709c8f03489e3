package dev.faultline.app.ui.theme;

import java.util.Locale;
import javafx.beans.value.ObservableDoubleValue;
import javafx.collections.ListChangeListener;
import javafx.stage.PopupWindow;
import javafx.stage.Window;

/// Menus, tooltips and other popups are windows of their own: their letters follow the zoom here.
public final class PopupZoom {
    private static final double FONT_SIZE = 13;

    private final ObservableDoubleValue zoom;

    /// @param zoom 1 for the size as designed
    public PopupZoom(ObservableDoubleValue zoom) {
        this.zoom = zoom;
    }

    /// Watches for popups from now on.
    public void start() {
        Window.getWindows().addListener((ListChangeListener<Window>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(this::apply);
            }
        });
    }

    private void apply(Window window) {
        if (window instanceof PopupWindow && window.getScene() != null) {
            window.getScene()
                    .getRoot()
                    .setStyle(String.format(Locale.ROOT, "-fx-font-size: %.1fpx;", FONT_SIZE * zoom.get()));
        }
    }
}
