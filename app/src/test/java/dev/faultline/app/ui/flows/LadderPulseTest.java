package dev.faultline.app.ui.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.flow.ConversationReader;
import dev.faultline.app.flow.FlowRequest;
import dev.faultline.app.flow.LongFlow;
import dev.faultline.app.session.EvidencePackets;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.settings.ThemeChoice;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.PulseMeter;
import dev.faultline.app.ui.theme.Appearance;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/// How fluid a ladder of a hundred thousand packets is, a row for each: a pulse has 16 ms. Run by `mvn -Ppulse
/// test` on a quiet machine with a display; `-Dpulse.packets` is their number.
@Tag("pulse")
@SuppressWarnings("NullAway.Init")
class LadderPulseTest {
    private static final double LIMIT = 16;

    @TempDir
    private Path folder;

    private final ExecutorService background = Executors.newCachedThreadPool();
    private final PulseMeter meter = new PulseMeter();
    private FindingStore store;
    private FlowViewModel model;
    private FlowsView view;

    @BeforeEach
    void open() throws Exception {
        Path capture = folder.resolve("long.pcapng");
        LongFlow.write(capture, Integer.getInteger("pulse.packets", 100_000));
        store = FindingStore.temporary(finding -> "", Clock.systemUTC());
        Stage stage = FxToolkit.registerPrimaryStage();
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        Platform.runLater(() -> show(stage, capture, opened));
        opened.get(5, TimeUnit.MINUTES);
    }

    private void show(Stage stage, Path capture, CompletableFuture<Boolean> opened) {
        FlowReader reader = new FlowReader(store, new Explainer(), new ConversationReader(Limits.DEFAULT));
        model = new FlowViewModel(
                new TaskRunner(background, meter.counting(Platform::runLater), opened::completeExceptionally),
                reader,
                new EvidencePackets()::at,
                new Settings(Map.of(), () -> {}),
                ZoneOffset.UTC);
        view = new FlowsView(model, new FlowsView.Actions(() -> {}, () -> {}, number -> {}));
        Appearance appearance = new Appearance(new SimpleObjectProperty<>(ThemeChoice.DARK));
        appearance.start();
        Scene scene = new Scene(view, 1376, 800);
        appearance.dress(scene);
        stage.setScene(scene);
        stage.show();
        model.pictureProperty().addListener((observed, before, now) -> {
            if (before == null && now != null) {
                Platform.runLater(() -> {
                    model.toggleFolding();
                    opened.complete(true);
                });
            }
        });
        model.open(new FlowSubject(1, FlowRequest.of(capture, 0), null));
    }

    @AfterEach
    void close() throws TimeoutException {
        FxToolkit.cleanupStages();
        background.shutdown();
        store.close();
    }

    @Test
    void scrollingAHundredThousandPacketsKeepsThePulse(TestReporter reporter) throws Exception {
        LadderView ladder = view.ladder();
        PulseMeter.Costs costs =
                meter.measure(pulse -> ladder.scrollTo(ladder.scrollRange() * pulse / PulseMeter.MEASURED));

        reporter.publishEntry("scrolling", costs.toString());
        assertThat(costs.cpu().p95()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void zoomingTheGraphOfAHundredThousandPacketsKeepsThePulse(TestReporter reporter) throws Exception {
        Platform.runLater(() -> model.tabProperty().set(FlowTab.SEQUENCE));
        PulseMeter.Costs costs = meter.measure(pulse -> view.zoom(pulse % 40 < 20 ? 1 : -1));

        reporter.publishEntry("zooming the graph", costs.toString());
        assertThat(costs.cpu().p95()).isLessThanOrEqualTo(LIMIT);
    }
}
