package dev.faultline.app.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Writes the log into files that follow each other: five of one megabyte at most.
final class Logs {
    private static final int FILE_BYTES = 1 << 20;
    private static final int FILES = 5;

    private Logs() {}

    /// Leaves standard error to warnings: what libraries tell besides is no news in a terminal.
    static void warnOnly() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setLevel(Level.WARNING);
        }
    }

    /// Begins to write into `folder`; where that is impossible the log goes to standard error alone.
    static void start(Path folder) {
        Logger root = Logger.getLogger("");
        try {
            Files.createDirectories(folder);
            FileHandler handler =
                    new FileHandler(folder.resolve("faultline.%g.log").toString(), FILE_BYTES, FILES, true);
            handler.setFormatter(new SimpleFormatter());
            handler.setEncoding("UTF-8");
            root.addHandler(handler);
        } catch (IOException e) {
            root.log(Level.WARNING, "No log is written to " + folder, e);
        }
    }
}
