package dev.faultline.app.ui.timeline;

import dev.faultline.app.settings.Settings;
import dev.faultline.app.settings.TimeFormat;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.theme.Appearance;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// Brushes and zooms over a million findings and prints what each pulse costs, in CPU time of the thread of the
/// user interface and of the one that renders. Run with `-Dprism.order=sw` for software rendering.
public final class TimelineBenchmark extends Application {
    private static final long FINDINGS = 1_000_000;
    private static final long HOUR = 3_600_000_000_000L;
    private static final int WARM = 120;
    private static final int PULSES = 400;
    private static final double WIDTH = 936;
    private static final double HEIGHT = 108;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final TimelineViewModel model = new TimelineViewModel();
    private final long[] costs = new long[PULSES];
    private int pulse = -WARM;
    private long before;

    /// For JavaFX.
    public TimelineBenchmark() {}

    /// Runs it.
    public static void main(String[] arguments) {
        launch(arguments);
    }

    @Override
    public void start(Stage stage) {
        Appearance appearance = new Appearance(new Settings(Map.of(), () -> {}).themeProperty());
        appearance.start();
        Supplier<TimeText> times = () -> new TimeText(TimeFormat.UTC, ZoneOffset.UTC, 0);
        TimelineStrip strip = new TimelineStrip(model, times);
        Scene scene = new Scene(strip, WIDTH, HEIGHT);
        appearance.dress(scene);
        stage.setScene(scene);
        stage.show();
        model.setSpan(new TimeRange(0, HOUR));
        model.show(bars());
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                step(this);
            }
        }.start();
    }

    private void step(AnimationTimer timer) {
        long spent = cpu();
        if (pulse >= 0 && pulse < PULSES) {
            costs[pulse] = spent - before;
        }
        before = spent;
        pulse++;
        if (pulse == PULSES) {
            timer.stop();
            report();
            Platform.exit();
            return;
        }
        long at = HOUR / 2 + (long) (Math.sin(pulse / 40.0) * HOUR / 3);
        model.selectionProperty().set(new TimeRange(at, at + HOUR / 10));
        if (pulse % 2 == 0) {
            model.zoom(pulse % 4 == 0 ? 1.1 : 1 / 1.1, at);
        }
    }

    @SuppressWarnings("SystemOut")
    private void report() {
        Arrays.sort(costs);
        System.out.printf(
                "CPU a pulse, ms: median %.2f, p95 %.2f, worst %.2f%n",
                costs[PULSES / 2] / 1e6, costs[PULSES * 95 / 100] / 1e6, costs[PULSES - 1] / 1e6);
    }

    private static long cpu() {
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith("JavaFX Application") || name.startsWith("QuantumRenderer")) {
                sum += THREADS.getThreadCpuTime(thread.threadId());
            }
        }
        return sum;
    }

    private static TimelineBars bars() {
        Random random = new Random(1);
        List<Map<String, Long>> bars = new ArrayList<>();
        long bucket = TimeAxis.bucket(HOUR, 128);
        int count = (int) (HOUR / bucket) + 1;
        for (int i = 0; i < count; i++) {
            Map<String, Long> bar = new HashMap<>();
            for (ClassMark mark : ClassMark.values()) {
                bar.put(mark.id(), random.nextLong(2 * FINDINGS / count / ClassMark.values().length));
            }
            bars.add(bar);
        }
        List<TimelineBars.Layer> stack = new ArrayList<>();
        for (ClassMark mark : ClassMark.values()) {
            stack.add(new TimelineBars.Layer(mark.id(), mark.id(), mark.styleClass()));
        }
        return new TimelineBars(0, bucket, bars, stack, false, List.of());
    }
}
