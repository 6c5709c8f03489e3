package dev.faultline.app.ui.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/// Takes files that are dropped anywhere into the window.
final class DropTarget {
    private final Consumer<List<Path>> open;
    private final ReadOnlyBooleanWrapper over = new ReadOnlyBooleanWrapper();

    DropTarget(Consumer<List<Path>> open) {
        this.open = open;
    }

    /// Whether files hang over the window.
    ReadOnlyBooleanProperty overProperty() {
        return over.getReadOnlyProperty();
    }

    void install(Scene scene) {
        scene.addEventFilter(DragEvent.DRAG_OVER, event -> {
            if (event.getGestureSource() == null && event.getDragboard().hasFiles()) {
                over.set(true);
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        scene.addEventFilter(DragEvent.DRAG_EXITED, event -> over.set(false));
        scene.addEventFilter(DragEvent.DRAG_DROPPED, event -> {
            over.set(false);
            Dragboard board = event.getDragboard();
            if (board.hasFiles()) {
                event.setDropCompleted(true);
                event.consume();
                open.accept(board.getFiles().stream().map(File::toPath).toList());
            }
        });
    }
}
