package dev.faultline.app.ui.dialog;

import dev.faultline.app.Messages;
import dev.faultline.app.export.AtomicFile;
import dev.faultline.app.task.TaskRunner;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Writes files that the user asked for, in the background, and tells what came of it. FX thread only.
///
/// @param tasks writes
/// @param dialogs shows where a file is
/// @param notices tells
public record SavedFiles(TaskRunner tasks, FileDialogs dialogs, Notices notices) {

    /// Writes what a file holds. Called on a background thread.
    @FunctionalInterface
    public interface Content {
        /// Does not close `out`.
        void write(OutputStream out) throws IOException;
    }

    /// Writes a file that appears when it is complete, in place of one that is there.
    ///
    /// @param done says what was saved
    public void write(Path file, String done, Content content) {
        tasks.run(() -> {
                    try (AtomicFile target = new AtomicFile(file, true);
                            OutputStream out = new BufferedOutputStream(target.out())) {
                        content.write(out);
                        out.flush();
                        target.commit();
                    }
                })
                .onSuccess(written -> tell(done, file))
                .onFailure(
                        IOException.class,
                        error ->
                                notices.warn(Messages.text("shell.notSaved", file), String.valueOf(error.getMessage())))
                .start();
    }

    /// Says what was saved, and offers to show it in its folder.
    public void tell(String done, Path file) {
        notices.tell(done, Messages.text("start.showInFolder"), () -> dialogs.showInFolder(file));
    }
}
