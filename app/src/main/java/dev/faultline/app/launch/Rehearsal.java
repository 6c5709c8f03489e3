package dev.faultline.app.launch;

import dev.faultline.app.cli.FaultlineCommand;
import dev.faultline.app.cli.FaultlineCommand.Desktop;
import dev.faultline.app.cli.Terminal;
import dev.faultline.app.settings.Directories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Does once, with nobody watching, what a start does: analyses the demo in the terminal, then opens the window
/// on it. The JVM notes which classes that takes and keeps them for later starts (`-XX:AOTCacheOutput`, JEP
/// 514), which then need about half the time.
///
/// Run with `-Dglass.platform=Headless`, so that no window appears, and with a folder of its own as the only
/// argument, so that nothing of the user is touched.
public final class Rehearsal extends Application {
    private static final Duration WINDOW = Duration.seconds(5);

    private @Nullable AppComposition composition;

    /// For JavaFX.
    public Rehearsal() {}

    /// Rehearses a start and ends the process.
    ///
    /// @param args the folder that takes the program's files
    public static void main(String[] args) throws IOException {
        analyse(new DemoCaptures(Path.of(args[0]).resolve("data/demo")).layOut());
        launch(Rehearsal.class, args);
        // Cached threads of libraries would hold the JVM for a minute.
        System.exit(0);
    }

    private static void analyse(List<Path> captures) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                nowhere,
                Terminal.ofProcess(Map.of()).style(),
                false);
        Desktop noDesktop = new Desktop(() -> false, files -> 0, files -> 0, () -> 0, () -> captures);
        for (String format : List.of("table", "jsonl")) {
            FaultlineCommand.run(
                    new String[] {
                        "analyze", "--format", format, captures.getFirst().toString()
                    },
                    terminal,
                    noDesktop);
        }
    }

    @Override
    public void start(Stage stage) {
        Path folder = Path.of(getParameters().getRaw().getFirst());
        composition = new AppComposition(
                new Directories(
                        folder.resolve("config"),
                        folder.resolve("data"),
                        folder.resolve("logs"),
                        folder.resolve("run")),
                uri -> {},
                stage);
        composition.start(SingleInstance.Request.ofDemo());
        PauseTransition end = new PauseTransition(WINDOW);
        end.setOnFinished(event -> stage.close());
        end.play();
    }

    @Override
    public void stop() {
        Objects.requireNonNull(composition, "never started").close();
    }
}
