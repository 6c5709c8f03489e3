package dev.faultline.app.cli;

import dev.faultline.app.k8s.UserEnvironment;
import dev.faultline.app.k8s.capture.AgentBundle;
import dev.faultline.app.k8s.capture.AgentBundles;
import dev.faultline.app.k8s.capture.CaptureRun;
import dev.faultline.app.k8s.capture.Timing;
import dev.faultline.app.settings.Directories;
import dev.faultline.app.settings.SettingsFile;
import java.io.IOException;
import java.util.Map;

/// What commands that work with clusters need of the user and this machine.
///
/// @param environment decides which contexts there are
/// @param directories where the program keeps its files
/// @param user name of the user
/// @param host name of this machine
/// @param timing how patient captures are
/// @param bundle the agent, to be sent to containers
public record Surroundings(
        UserEnvironment environment,
        Directories directories,
        String user,
        String host,
        Timing timing,
        AgentBundle bundle) {

    /// Those of the user who runs the program.
    public static Surroundings ofThisUser() {
        Map<String, String> variables = System.getenv();
        String host = variables.getOrDefault("HOSTNAME", variables.getOrDefault("COMPUTERNAME", ""));
        return new Surroundings(
                UserEnvironment.ofThisUser(),
                Directories.ofThisUser(),
                System.getProperty("user.name", ""),
                host,
                Timing.DEFAULT,
                AgentBundles.ofThisInstallation(variables));
    }

    CaptureRun startRun(String context) {
        return CaptureRun.start(context, user, host);
    }

    Map<String, String> settings() throws IOException {
        return new SettingsFile(directories.config().resolve("settings.properties")).read();
    }
}
