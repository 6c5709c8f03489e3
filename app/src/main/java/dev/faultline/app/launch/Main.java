package dev.faultline.app.launch;

import dev.faultline.app.cli.FaultlineCommand;

/// The program's entry point.
public final class Main {
    private Main() {}

    /// Runs the command that `args` name and exits with its status: 0 done, 1 a file could not be read, 2 wrong
    /// usage, 4 findings at or above `--fail-on`, 130 interrupted.
    public static void main(String[] args) {
        int status = FaultlineCommand.run(args, DesktopLauncher::open, DesktopLauncher::openDemo);
        if (status != 0) {
            System.exit(status);
        }
    }
}
