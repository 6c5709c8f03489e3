package dev.faultline.app.ui.shell;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// What lies over the window for a while: one thing at a time. Esc or a click beside it takes it away, and the
/// focus goes back to where it was.
final class Overlays extends StackPane {
    private @Nullable Node focusBefore;

    Overlays() {
        getStyleClass().add("overlay");
        setVisible(false);
        setPadding(new Insets(44, 16, 16, 16));
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                close();
            }
        });
    }

    /// Shows something in place of what was there; the same thing again takes it away.
    ///
    /// @param dimmed whether the window behind it darkens
    void toggle(Region shown, boolean dimmed, Runnable opened) {
        if (getChildren().contains(shown)) {
            close();
            return;
        }
        if (!isVisible() && getScene() != null) {
            focusBefore = getScene().getFocusOwner();
        }
        getStyleClass().remove("dimmed");
        if (dimmed) {
            getStyleClass().add("dimmed");
        }
        getChildren().setAll(shown);
        setVisible(true);
        opened.run();
    }

    void close() {
        if (isVisible()) {
            getChildren().clear();
            setVisible(false);
            if (focusBefore != null) {
                focusBefore.requestFocus();
            }
        }
    }
}
