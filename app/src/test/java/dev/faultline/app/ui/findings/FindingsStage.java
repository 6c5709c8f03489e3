package dev.faultline.app.ui.findings;

import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.extract.EvidenceExtractor;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.settings.ThemeChoice;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.control.ZoomPane;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SideWindow;
import dev.faultline.app.ui.theme.Appearance;
import dev.faultline.app.ui.timeline.TimelineStrip;
import dev.faultline.app.wireshark.WiresharkLauncher;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Stage;

/// The whole findings page on a stage, on a store of its own. FX thread only.
final class FindingsStage implements AutoCloseable {
    private final ExecutorService background =
            Executors.newFixedThreadPool(4, Thread.ofPlatform().daemon().factory());
    private final Settings settings = new Settings(Map.of(), () -> {});
    final FindingsPage page;
    final Scene scene;

    /// @param ui runs what is brought to the FX thread
    FindingsStage(Stage stage, FindingStore store, Executor ui, ThemeChoice theme, int zoom) {
        settings.themeProperty().set(theme);
        Appearance appearance = new Appearance(settings.themeProperty());
        appearance.start();
        Explainer explainer = new Explainer();
        TaskRunner tasks = new TaskRunner(background, ui, problem -> {
            throw new AssertionError(problem);
        });
        page = new FindingsPage(new FindingsPage.Services(
                store,
                tasks,
                background,
                ui,
                Delay.onFxThread(),
                settings,
                ZoneOffset.UTC,
                explainer,
                (capture, finding) -> List.of(),
                new EvidenceOpener(
                        new EvidenceExtractor(Limits.DEFAULT, explainer),
                        () -> new WiresharkLauncher(null, Map.of()),
                        Path.of(System.getProperty("java.io.tmpdir"))),
                new NoDialogs(),
                new NoNotices(),
                new SideWindow(stage, appearance, settings.zoomProperty().divide(100.0)),
                text -> {},
                new CommandRegistry()));
        ZoomPane pane = new ZoomPane(page.view());
        pane.zoomProperty().set(zoom / 100.0);
        scene = new Scene(pane, 1376, 794);
        appearance.dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    TimelineStrip timeline() {
        return (TimelineStrip) page.view().lookup(".timeline");
    }

    /// The mouse does something at a place of the timeline.
    void mouse(javafx.event.EventType<MouseEvent> type, double x) {
        TimelineStrip strip = timeline();
        Point2D at = strip.localToScene(x, strip.getHeight() / 2);
        boolean down = type != MouseEvent.MOUSE_RELEASED && type != MouseEvent.MOUSE_MOVED;
        strip.fireEvent(new MouseEvent(
                type,
                at.getX(),
                at.getY(),
                at.getX(),
                at.getY(),
                down ? MouseButton.PRIMARY : MouseButton.NONE,
                1,
                false,
                false,
                false,
                false,
                down,
                false,
                false,
                false,
                false,
                true,
                new PickResult(strip, at.getX(), at.getY())));
    }

    /// Shows nothing more.
    @Override
    public void close() {
        page.model().clear();
        background.shutdown();
    }

    /// Waits, after [#close()] and not on the FX thread, until nothing looks into the store any more.
    void awaitQuiet() throws InterruptedException {
        background.awaitTermination(1, TimeUnit.MINUTES);
    }

    private static final class NoDialogs implements FileDialogs {
        @Override
        public List<Path> openCaptures(String title) {
            return List.of();
        }

        @Override
        public List<Path> openAny(String title) {
            return List.of();
        }

        @Override
        public Optional<Path> chooseProgram(String title) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> save(String title, String suggestedName, String kind, String extension) {
            return Optional.empty();
        }

        @Override
        public void showInFolder(Path path) {}
    }

    private static final class NoNotices implements Notices {
        @Override
        public void tell(String text) {}

        @Override
        public void tell(String text, String actionText, Runnable action) {}

        @Override
        public void warn(String title, String text) {}
    }
}
