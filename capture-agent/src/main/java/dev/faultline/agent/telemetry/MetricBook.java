package dev.faultline.agent.telemetry;

import dev.faultline.agent.kernel.OwnProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The metrics, whoever takes them. Thread-safe.
final class MetricBook {
    private static final String PACKETS = "{packet}";

    private final FindingTally tally;
    private final Supplier<List<CaptureFigures>> captures;
    private final LongSupplier lost;

    /// @param captures what capturing has come to, place by place
    /// @param lost findings that were not told
    MetricBook(FindingTally tally, Supplier<List<CaptureFigures>> captures, LongSupplier lost) {
        this.tally = tally;
        this.captures = captures;
        this.lost = lost;
    }

    /// All metrics now, always the same ones in the same order.
    List<Metric> read() {
        List<CaptureFigures> now = captures.get();
        return List.of(
                new Metric("faultline.findings", "{finding}", "Errors found.", true, found()),
                counter("faultline.capture.packets", PACKETS, "Packets captured.", by(now, CaptureFigures::packets)),
                counter("faultline.capture.bytes", "By", "Bytes captured.", by(now, CaptureFigures::bytes)),
                counter("faultline.capture.dropped", PACKETS, "Packets lost before analysis.", dropped(now)),
                gauge(
                        "faultline.capture.flows",
                        "{flow}",
                        "Flows tracked.",
                        by(known(now, CaptureFigures::flows, 0), CaptureFigures::flows)),
                gauge(
                        "faultline.capture.one_flow_in",
                        "{flow}",
                        "One flow in so many is analysed.",
                        by(known(now, f -> (long) f.oneFlowIn(), 1), f -> (long) f.oneFlowIn())),
                counter("process.cpu.time", "s", "Processor time used.", Map.of(Map.of(), OwnProcess.cpuNanos() / 1e9)),
                gauge("process.memory.usage", "By", "Resident memory.", Map.of(Map.of(), (double)
                        OwnProcess.residentBytes())),
                counter(
                        "faultline.export.dropped",
                        "{finding}",
                        "Findings that were not told to the receiver.",
                        Map.of(Map.of(), (double) lost.getAsLong())));
    }

    private static Metric counter(String name, String unit, String help, Map<Map<String, String>, Double> values) {
        return new Metric(name, unit, help, true, values);
    }

    private static Metric gauge(String name, String unit, String help, Map<Map<String, String>, Double> values) {
        return new Metric(name, unit, help, false, values);
    }

    private Map<Map<String, String>, Double> found() {
        return tally.counts().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, count -> (double) count.getValue()));
    }

    private static List<CaptureFigures> known(
            List<CaptureFigures> now, Function<CaptureFigures, Long> value, long least) {
        return now.stream().filter(figures -> value.apply(figures) >= least).toList();
    }

    private static Map<Map<String, String>, Double> by(List<CaptureFigures> now, Function<CaptureFigures, Long> value) {
        return now.stream()
                .collect(Collectors.toMap(MetricBook::place, figures -> (double) value.apply(figures), Double::sum));
    }

    private static Map<Map<String, String>, Double> dropped(List<CaptureFigures> now) {
        Map<Map<String, String>, Double> values = new HashMap<>();
        for (CaptureFigures figures : now) {
            figures.dropped().forEach((by, packets) -> {
                Map<String, String> attributes = new TreeMap<>(place(figures));
                attributes.put(Attribute.DROPPED_BY, by);
                values.merge(attributes, (double) packets, Double::sum);
            });
        }
        return values;
    }

    private static Map<String, String> place(CaptureFigures figures) {
        return figures.place().isEmpty() ? Map.of() : Map.of(Attribute.PLACE, figures.place());
    }
}
