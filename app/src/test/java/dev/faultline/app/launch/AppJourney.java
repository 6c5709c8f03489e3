package dev.faultline.app.launch;

import dev.faultline.app.Journey;
import dev.faultline.app.settings.Directories;
import java.nio.file.Path;
import java.util.List;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.testfx.api.FxToolkit;

/// A journey through the whole program in a window of its own.
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
abstract class AppJourney extends Journey {
    Stage stage;
    AppComposition composition;

    /// Starts the program, whose files are all in one folder.
    final void launch(Stage shown, Path home, Path... captures) {
        launch(shown, new AppComposition(directories(home), uri -> {}, shown), captures);
    }

    final void launch(Stage shown, AppComposition program, Path... captures) {
        stage = shown;
        composition = program;
        composition.start(SingleInstance.Request.of(List.of(captures)));
    }

    static Directories directories(Path home) {
        return new Directories(home.resolve("config"), home.resolve("data"), home.resolve("logs"), home.resolve("run"));
    }

    @AfterEach
    void end() throws Exception {
        interact(() -> {
            stage.hide();
            composition.close();
        });
        FxToolkit.cleanupStages();
    }
}
