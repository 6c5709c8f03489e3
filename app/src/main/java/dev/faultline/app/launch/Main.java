package dev.faultline.app.launch;

import dev.faultline.app.cli.FaultlineCommand;
import dev.faultline.app.cli.FaultlineCommand.Desktop;
import dev.faultline.app.cli.Terminal;
import dev.faultline.app.settings.Directories;
import java.util.Map;

/// The program's entry point.
public final class Main {
    private Main() {}

    /// Runs the command that `args` name and exits with its status, see [FaultlineCommand#run].
    public static void main(String[] args) {
        Logs.warnOnly();
        Map<String, String> environment = System.getenv();
        Desktop desktop = new Desktop(
                () -> Display.isAvailable(System.getProperty("os.name", ""), environment),
                DesktopLauncher::open,
                DesktopLauncher::openTogether,
                DesktopLauncher::openDemo,
                () -> DemoCaptures.of(Directories.ofThisUser()).layOut());
        int status = FaultlineCommand.run(args, Terminal.ofProcess(environment), desktop);
        if (status != 0) {
            System.exit(status);
        }
    }
}
