package dev.faultline.app.launch;

import java.nio.file.Path;
import java.util.List;

/// Opens the window. The only class that the command line knows of it, so that JavaFX is loaded only when a
/// window is wanted.
public final class DesktopLauncher {
    private DesktopLauncher() {}

    /// Opens the window on `files`, or the start page when there are none, and returns when it was closed.
    ///
    /// @return exit status
    public static int open(List<Path> files) {
        throw new UnsupportedOperationException("no window yet");
    }

    /// Opens the window on the built-in demo.
    ///
    /// @return exit status
    public static int openDemo() {
        throw new UnsupportedOperationException("no window yet");
    }
}
