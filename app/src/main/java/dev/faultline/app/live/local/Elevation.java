package dev.faultline.app.live.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What runs a program with more rights.
///
/// @param name in a word, empty for the rights at hand
/// @param command to put before the program's own
/// @param asks whether it asks the user for a password: then one program is tried with it, not all
record Elevation(String name, List<String> command, boolean asks) {
    /// The rights at hand.
    static final Elevation NONE = new Elevation("", List.of(), false);

    private static final int PATIENCE_SECONDS = 5;

    Elevation {
        command = List.copyOf(command);
    }

    /// By a `sudo` that needs no password.
    static Elevation sudo(Path program) {
        return new Elevation("sudo", List.of(program.toString(), "-n"), false);
    }

    /// By the window of the desktop that asks for a password.
    static Elevation pkexec(Path program) {
        return new Elevation("pkexec", List.of(program.toString()), true);
    }

    /// Whether it gives more rights, as far as that can be known without asking the user. Blocks.
    boolean isOpen() throws InterruptedException {
        if (asks || command.isEmpty()) {
            return true;
        }
        List<String> trial = new ArrayList<>(command);
        trial.add("true");
        try {
            Process process = new ProcessBuilder(trial)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroy();
            }
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// A program with it, for people.
    String with(String program) {
        return name.isEmpty() ? program : program + " (" + name + ")";
    }
}
