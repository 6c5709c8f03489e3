package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.ConversationReader;
import dev.faultline.app.flow.FlowRequest;
import dev.faultline.app.flow.LongFlow;
import dev.faultline.app.session.EvidencePackets;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.settings.ThemeChoice;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.theme.Appearance;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// Measures how fluid a long ladder is, in time of the processor, so that other programs do not count; run by
/// hand on a display, with `-Dprism.order=sw`: `java … dev.faultline.app.ui.flows.LadderBenchmark [PACKETS]`.
/// Scrolls through all packets, unfolded, then zooms the graph of sequence numbers.
public final class LadderBenchmark extends Application {
    private static final int WARM_UP = 200;
    private static final int PULSES = WARM_UP + 400;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final FindingStore store = FindingStore.temporary(finding -> "", Clock.systemUTC());
    private long began;
    private int drawn;
    private final long[] layouts = new long[PULSES];
    private final long[] paintings = new long[PULSES];
    private long painted;

    /// For JavaFX.
    public LadderBenchmark() {}

    /// Runs it.
    public static void main(String[] arguments) {
        launch(LadderBenchmark.class, arguments);
    }

    @Override
    public void start(Stage stage) throws IOException {
        int packets = getParameters().getRaw().stream()
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(100_000);
        Path capture = Files.createTempFile("faultline-benchmark", ".pcapng");
        LongFlow.write(capture, packets);
        EvidencePackets evidence = new EvidencePackets();
        FlowReader reader = new FlowReader(store, new Explainer(), new ConversationReader(Limits.DEFAULT));
        FlowViewModel model = new FlowViewModel(
                new TaskRunner(Executors.newCachedThreadPool(), Platform::runLater, Throwable::printStackTrace),
                reader,
                evidence::at,
                new Settings(Map.of(), () -> {}),
                ZoneOffset.UTC);
        FlowsView view = new FlowsView(model, new FlowsView.Actions(() -> {}, () -> {}, number -> {}));
        Appearance appearance = new Appearance(new SimpleObjectProperty<>(ThemeChoice.DARK));
        appearance.start();
        Scene scene = new Scene(view, 1376, 800);
        appearance.dress(scene);
        stage.setScene(scene);
        stage.show();
        began = System.nanoTime();
        model.open(new FlowSubject(1, FlowRequest.of(capture, 0), null));
        model.pictureProperty().addListener((observed, before, now) -> {
            if (before == null && now != null) {
                opened(now.flow(), model, view, scene, capture);
            }
        });
    }

    @SuppressWarnings("SystemOut")
    private void opened(Conversation flow, FlowViewModel model, FlowsView view, Scene scene, Path capture) {
        System.out.printf("%d packets read in %d ms%n", flow.size(), (System.nanoTime() - began) / 1_000_000);
        model.toggleFolding();
        LadderView ladder = view.ladder();
        long renderer = renderer();
        scene.addPreLayoutPulseListener(() -> began = THREADS.getCurrentThreadCpuTime());
        scene.addPostLayoutPulseListener(() -> {
            if (drawn < PULSES) {
                long now = THREADS.getThreadCpuTime(renderer);
                paintings[drawn] = now - painted;
                painted = now;
                layouts[drawn++] = THREADS.getCurrentThreadCpuTime() - began;
            }
        });
        new AnimationTimer() {
            private int pulse;
            private boolean graph;

            @Override
            public void handle(long now) {
                pulse++;
                if (drawn == PULSES && graph) {
                    tell("graph");
                    stop();
                    finish(capture);
                } else if (drawn == PULSES) {
                    tell("ladder");
                    graph = true;
                    drawn = 0;
                    model.tabProperty().set(FlowTab.SEQUENCE);
                } else if (graph) {
                    view.zoom(pulse % 40 < 20 ? 1 : -1);
                } else {
                    ladder.scrollTo(ladder.scrollRange() * pulse / PULSES);
                }
            }
        }.start();
    }

    private static long renderer() {
        return Arrays.stream(THREADS.dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().startsWith("QuantumRenderer"))
                .findFirst()
                .orElseThrow()
                .getThreadId();
    }

    private void tell(String what) {
        tell(what + ", FX thread", layouts);
        tell(what + ", painting", paintings);
    }

    @SuppressWarnings("SystemOut")
    private void tell(String what, long[] times) {
        long[] sorted = Arrays.copyOfRange(times, WARM_UP, drawn);
        Arrays.sort(sorted);
        System.out.printf(
                "%s: median %.1f ms, p95 %.1f ms, highest %.1f ms%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 95 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private void finish(Path capture) {
        store.close();
        Objects.requireNonNull(capture).toFile().deleteOnExit();
        Platform.exit();
        Runtime.getRuntime().exit(0);
    }
}
