package dev.faultline.app.launch;

import dev.faultline.app.settings.Directories;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The program as JavaFX starts it. Its arguments are files to open, or the word for the demo.
public final class FaultlineApplication extends Application {
    /// Argument that asks for the demo; no path begins like this.
    static final String DEMO = "--demo";

    private @Nullable AppComposition composition;

    /// For JavaFX.
    public FaultlineApplication() {}

    @Override
    public void start(Stage stage) {
        AppComposition made = new AppComposition(Directories.ofThisUser(), getHostServices()::showDocument, stage);
        composition = made;
        made.start(requestOf(getParameters().getRaw()));
    }

    @Override
    public void stop() {
        if (composition != null) {
            composition.close();
        }
    }

    static SingleInstance.Request requestOf(List<String> arguments) {
        boolean demo = arguments.contains(DEMO);
        List<Path> files = demo ? List.of() : arguments.stream().map(Path::of).toList();
        return new SingleInstance.Request(demo, files);
    }
}
