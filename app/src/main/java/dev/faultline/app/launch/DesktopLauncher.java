package dev.faultline.app.launch;

import dev.faultline.app.settings.Directories;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;

/// Opens the window. The only class that the command line knows of it, so that JavaFX is loaded only when a
/// window is wanted.
public final class DesktopLauncher {
    private DesktopLauncher() {}

    /// Opens the window on `files`, or the start page when there are none, and returns when it was closed. A
    /// window that is open already takes the files; then it returns at once.
    ///
    /// @return exit status
    public static int open(List<Path> files) {
        return run(SingleInstance.Request.of(absolute(files)));
    }

    /// The same with files that are several views of one network.
    ///
    /// @return exit status
    public static int openTogether(List<Path> files) {
        return run(new SingleInstance.Request(SingleInstance.Wish.TOGETHER, absolute(files)));
    }

    private static List<Path> absolute(List<Path> files) {
        return files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
    }

    /// Opens the window on the built-in demo.
    ///
    /// @return exit status
    public static int openDemo() {
        return run(SingleInstance.Request.ofDemo());
    }

    private static int run(SingleInstance.Request request) {
        if (SingleInstance.handOver(Directories.ofThisUser().runtime(), request)) {
            return 0;
        }
        Application.launch(FaultlineApplication.class, FaultlineApplication.argumentsOf(request));
        return 0;
    }
}
