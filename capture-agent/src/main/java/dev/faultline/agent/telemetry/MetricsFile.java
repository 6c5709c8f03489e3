package dev.faultline.agent.telemetry;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// Metrics as Prometheus text in a file, as node_exporter's textfile collector reads them: each time complete, put in
/// place at once, gone at the end. For one thread.
final class MetricsFile implements Closeable {
    private final Path target;
    private final Path part;
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    /// @throws IOException when there is no folder for it, or it is one itself
    MetricsFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        Path folder = this.target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NotDirectoryException(String.valueOf(folder));
        }
        if (Files.isDirectory(this.target)) {
            throw new NoSuchFileException(target.toString(), null, "is a folder");
        }
        // The collector takes names that end with .prom alone.
        part = this.target.resolveSibling(this.target.getFileName() + ".part");
    }

    void write(List<Metric> metrics) throws IOException {
        MetricSnapshot[] snapshots = metrics.stream()
                .filter(metric -> !metric.values().isEmpty())
                .map(MetricsFile::snapshot)
                .toArray(MetricSnapshot[]::new);
        try (OutputStream out = Files.newOutputStream(part)) {
            writer.write(out, new MetricSnapshots(snapshots), EscapingScheme.UNDERSCORE_ESCAPING);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static MetricSnapshot snapshot(Metric metric) {
        return metric.counter() ? counter(metric) : gauge(metric);
    }

    private static MetricSnapshot counter(Metric metric) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(metric.prometheusName()).help(metric.help());
        metric.values()
                .forEach((attributes, value) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels(attributes))
                        .value(value)
                        .build()));
        return builder.build();
    }

    private static MetricSnapshot gauge(Metric metric) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(metric.prometheusName()).help(metric.help());
        metric.values()
                .forEach((attributes, value) -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels(attributes))
                        .value(value)
                        .build()));
        return builder.build();
    }

    private static Labels labels(Map<String, String> attributes) {
        Labels.Builder labels = Labels.builder();
        attributes.forEach((name, value) -> labels.label(Metric.prometheusLabel(name), value));
        return labels.build();
    }

    /// Removes the file: figures of an agent that has ended are none.
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(target);
    }
}
