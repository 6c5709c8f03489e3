package dev.faultline.app.launch;

import dev.faultline.app.settings.Directories;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The program as JavaFX starts it. Its arguments are files to open, maybe after a word that they are views of
/// one network, or the word for the demo.
public final class FaultlineApplication extends Application {
    /// Argument that asks for the demo; no path begins like this.
    static final String DEMO = "--demo";

    /// First argument that says that the files are several views of one network.
    static final String TOGETHER = "--together";

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
        if (arguments.contains(DEMO)) {
            return SingleInstance.Request.ofDemo();
        }
        boolean together = !arguments.isEmpty() && arguments.getFirst().equals(TOGETHER);
        List<Path> files =
                arguments.stream().skip(together ? 1 : 0).map(Path::of).toList();
        return new SingleInstance.Request(together ? SingleInstance.Wish.TOGETHER : SingleInstance.Wish.FILES, files);
    }

    static String[] argumentsOf(SingleInstance.Request request) {
        Stream<String> word = switch (request.wish()) {
            case FILES -> Stream.of();
            case DEMO -> Stream.of(DEMO);
            case TOGETHER -> Stream.of(TOGETHER);
        };
        return Stream.concat(word, request.files().stream().map(Path::toString)).toArray(String[]::new);
    }
}
