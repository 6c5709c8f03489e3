package dev.faultline.app.ui;

import com.sun.javafx.tk.TKPulseListener;
import com.sun.javafx.tk.Toolkit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Measures what each pulse costs the FX thread, all of it: what was brought to it since the pulse before,
/// input, animation, layout, and handing the scene over to be painted; and what painting costs beside it.
public final class PulseMeter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// Pulses until the measurement ends.
    public static final int MEASURED = 720;

    private static final int WARM_UP = 120;

    private final List<Pulse> pulses = new ArrayList<>();
    private final TKPulseListener end = this::end;
    private final AnimationTimer start = new AnimationTimer() {
        @Override
        public void handle(long now) {
            pulse();
        }
    };
    private long wall;
    private long brought;
    private long cpu;
    private long painted;

    /// One pulse, in nanoseconds.
    ///
    /// @param wall by the clock, of the pulse and of the work brought since the one before
    /// @param cpu of the FX thread since the one before
    /// @param painting of the renderer since the one before
    private record Pulse(long wall, long cpu, long painting) {}

    /// Percentiles of a cost, in milliseconds.
    public record Cost(double median, double p95, double worst) {}

    /// What pulses cost.
    ///
    /// @param wall of the FX thread by the clock; grows with what other programs do
    /// @param cpu of the FX thread
    /// @param painting of the renderer
    public record Costs(int pulses, Cost wall, Cost cpu, Cost painting) {
        @Override
        public String toString() {
            return "%d pulses; FX thread by the clock %s; its CPU %s; CPU of painting %s"
                    .formatted(pulses, text(wall), text(cpu), text(painting));
        }

        private static String text(Cost cost) {
            return "median %.1f ms, p95 %.1f ms, worst %.1f ms".formatted(cost.median(), cost.p95(), cost.worst());
        }
    }

    /// An executor on which work for the FX thread counts with the next pulse.
    public Executor counting(Executor ui) {
        return work -> ui.execute(() -> {
            long from = System.nanoTime();
            work.run();
            brought += System.nanoTime() - from;
        });
    }

    private void count(Runnable input) {
        long from = System.nanoTime();
        input.run();
        brought += System.nanoTime() - from;
    }

    /// Has a user do something every pulse, and measures what that costs once it runs smoothly. Not on the FX
    /// thread: waits for the end.
    ///
    /// @param gesture done on the FX thread; told how many pulses went before
    public Costs measure(IntConsumer gesture) throws Exception {
        CompletableFuture<Costs> measured = new CompletableFuture<>();
        Platform.runLater(() -> new AnimationTimer() {
            private int pulse;

            @Override
            public void handle(long now) {
                if (pulse == WARM_UP) {
                    begin();
                }
                if (pulse == MEASURED) {
                    stop();
                    measured.complete(costs());
                    return;
                }
                int current = pulse++;
                Platform.runLater(() -> count(() -> gesture.accept(current)));
            }
        }.start());
        return measured.get(5, TimeUnit.MINUTES);
    }

    private void begin() {
        pulses.clear();
        brought = 0;
        cpu = THREADS.getCurrentThreadCpuTime();
        painted = painting();
        Toolkit.getToolkit().addPostSceneTkPulseListener(end);
        start.start();
    }

    private void pulse() {
        wall = System.nanoTime();
    }

    private void end() {
        if (wall == 0) {
            return;
        }
        long now = THREADS.getCurrentThreadCpuTime();
        long renderer = painting();
        pulses.add(new Pulse(System.nanoTime() - wall + brought, now - cpu, renderer - painted));
        cpu = now;
        painted = renderer;
        brought = 0;
        wall = 0;
    }

    private Costs costs() {
        start.stop();
        Toolkit.getToolkit().removePostSceneTkPulseListener(end);
        return new Costs(pulses.size(), cost(Pulse::wall), cost(Pulse::cpu), cost(Pulse::painting));
    }

    private Cost cost(ToLongFunction<Pulse> part) {
        long[] sorted = pulses.stream().mapToLong(part).sorted().toArray();
        return new Cost(
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 95 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private static long painting() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("QuantumRenderer"))
                .mapToLong(thread -> THREADS.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }
}
