package dev.faultline.app.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.settings.ThemeChoice;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.ui.PulseMeter;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.testfx.api.FxToolkit;

/// How fluid the window is over a million findings: a pulse has 16 ms. Run by `mvn -Ppulse test` on a quiet
/// machine with a display; `-Dpulse.findings` is their number, `-Dpulse.store` the file that keeps them.
@Tag("pulse")
@SuppressWarnings("NullAway.Init")
class BrushPulseTest {
    private static final double LIMIT = 16;

    private final PulseMeter meter = new PulseMeter();
    private FindingStore store;
    private FindingsStage shown;

    @BeforeEach
    void open() throws Exception {
        int findings = Integer.getInteger("pulse.findings", 1_000_000);
        String file = System.getProperty("pulse.store", "target/pulse/findings-" + findings + ".db");
        store = MillionFindings.open(Path.of(file), findings);
        Stage stage = FxToolkit.registerPrimaryStage();
        CompletableFuture<Boolean> loaded = new CompletableFuture<>();
        Platform.runLater(() -> {
            shown = new FindingsStage(stage, store, meter.counting(Platform::runLater), ThemeChoice.DARK, 100);
            shown.page.model().shownProperty().addListener((observed, before, now) -> loaded.complete(true));
            shown.page.model().show(MillionFindings.feed(store));
        });
        loaded.get(5, TimeUnit.MINUTES);
    }

    @AfterEach
    void close() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        Platform.runLater(() -> {
            shown.close();
            closed.complete(true);
        });
        closed.get();
        shown.awaitQuiet();
        FxToolkit.cleanupStages();
        store.close();
    }

    @Test
    void brushingMillionFindingsKeepsThePulse(TestReporter reporter) throws Exception {
        PulseMeter.Costs costs = meter.measure(pulse -> {
            double x = 300 + 200 * Math.sin(pulse / 40.0);
            if (pulse == 0) {
                shown.mouse(MouseEvent.MOUSE_PRESSED, 100);
            }
            shown.mouse(MouseEvent.MOUSE_DRAGGED, x);
        });

        reporter.publishEntry("brushing", costs.toString());
        assertThat(shown.page.model().timeline().selectionProperty().get()).isNotNull();
        assertThat(costs.cpu().p95()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void zoomingAndPanningMillionFindingsKeepsThePulse(TestReporter reporter) throws Exception {
        PulseMeter.Costs costs = meter.measure(pulse -> {
            var timeline = shown.page.model().timeline();
            if (pulse % 6 == 0) {
                timeline.zoom(pulse % 240 < 120 ? 1.25 : 0.8, SampleFindings.START + SampleFindings.SPAN / 2, 0.5);
            } else {
                timeline.pan(timeline.windowProperty().get().length() / (pulse % 120 < 60 ? 100 : -100));
            }
        });

        reporter.publishEntry("zooming and panning", costs.toString());
        assertThat(costs.cpu().p95()).isLessThanOrEqualTo(LIMIT);
    }
}
