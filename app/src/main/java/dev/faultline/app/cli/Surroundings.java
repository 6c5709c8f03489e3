package dev.faultline.app.cli;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.agent.AgentBundles;
import dev.faultline.app.k8s.UserEnvironment;
import dev.faultline.app.k8s.capture.CaptureOwner;
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
/// @param owner who the user is on this machine
/// @param timing how patient captures are
/// @param bundle the agent, to be sent to containers
public record Surroundings(
        UserEnvironment environment, Directories directories, CaptureOwner owner, Timing timing, AgentBundle bundle) {

    /// Those of the user who runs the program.
    public static Surroundings ofThisUser() {
        return new Surroundings(
                UserEnvironment.ofThisUser(),
                Directories.ofThisUser(),
                CaptureOwner.ofThisUser(),
                Timing.DEFAULT,
                AgentBundles.ofThisInstallation(System.getenv()));
    }

    CaptureRun startRun(String context) {
        return CaptureRun.start(context, owner);
    }

    Map<String, String> settings() throws IOException {
        return new SettingsFile(directories.config().resolve("settings.properties")).read();
    }
}
