package dev.faultline.app.ui.dialog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Asks for files. FX thread only; returns when the user has answered.
public interface FileDialogs {
    /// Captures to open; empty when the user thinks better of it.
    List<Path> openCaptures(String title);

    /// Files of any kind; empty when the user thinks better of it.
    List<Path> openAny(String title);

    /// A program, such as Wireshark.
    Optional<Path> chooseProgram(String title);

    /// Where to save.
    ///
    /// @param suggestedName with its extension
    /// @param kind what it is, for people
    /// @param extension such as `pcapng`
    Optional<Path> save(String title, String suggestedName, String kind, String extension);

    /// Shows a file's folder, or a folder, in the system's file manager.
    void showInFolder(Path path);
}
