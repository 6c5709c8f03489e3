package dev.faultline.app.ui.dialog;

import dev.faultline.app.ui.control.ZoomPane;
import dev.faultline.app.ui.theme.Appearance;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// A small window beside the main one; nothing waits for it. Esc closes it.
public final class SideWindow {
    private final Window owner;
    private final Appearance appearance;
    private final ObservableDoubleValue zoom;
    private @Nullable Stage stage;

    /// @param owner the main window
    /// @param zoom 1 for the size as designed
    public SideWindow(Window owner, Appearance appearance, ObservableDoubleValue zoom) {
        this.owner = owner;
        this.appearance = appearance;
        this.zoom = zoom;
    }

    /// Shows something in place of what was shown before.
    ///
    /// @param width and height of the content, before zoom
    public void show(String title, Region content, double width, double height) {
        close();
        Stage shown = new Stage();
        stage = shown;
        if (owner.isShowing()) {
            shown.initOwner(owner);
        }
        ZoomPane pane = new ZoomPane(content);
        pane.zoomProperty().bind(zoom);
        Scene scene = new Scene(pane, width * zoom.get(), height * zoom.get());
        appearance.dress(scene);
        scene.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                shown.close();
            }
        });
        shown.setTitle(title);
        shown.setScene(scene);
        shown.show();
    }

    /// Takes it away.
    public void close() {
        if (stage != null) {
            stage.close();
            stage = null;
        }
    }
}
