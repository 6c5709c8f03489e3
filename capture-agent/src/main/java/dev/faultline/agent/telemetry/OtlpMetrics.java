package dev.faultline.agent.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The metrics of a book as OpenTelemetry's, cumulative since the start of the process. For one thread.
final class OtlpMetrics {
    private final OnDemand reader = new OnDemand();

    /// Collects when it is asked, and never by itself.
    private static final class OnDemand implements MetricReader {
        private CollectionRegistration registration = CollectionRegistration.noop();

        @Override
        public void register(CollectionRegistration registered) {
            registration = registered;
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    /// @param version of the program
    OtlpMetrics(Resource resource, String version, MetricBook book) {
        Meter meter = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(reader)
                .build()
                .meterBuilder("dev.faultline")
                .setInstrumentationVersion(version)
                .build();
        Map<String, ObservableDoubleMeasurement> instruments =
                book.read().stream().collect(Collectors.toMap(Metric::name, metric -> instrument(meter, metric)));
        List<ObservableDoubleMeasurement> all = List.copyOf(instruments.values());
        // One look at the book for all of them: they belong together.
        meter.batchCallback(
                () -> book.read().forEach(metric -> record(instruments, metric)),
                all.getFirst(),
                all.stream().skip(1).toArray(ObservableMeasurement[]::new));
    }

    private static ObservableDoubleMeasurement instrument(Meter meter, Metric metric) {
        if (metric.counter()) {
            return meter.counterBuilder(metric.name())
                    .ofDoubles()
                    .setUnit(metric.unit())
                    .setDescription(metric.help())
                    .buildObserver();
        }
        return meter.gaugeBuilder(metric.name())
                .setUnit(metric.unit())
                .setDescription(metric.help())
                .buildObserver();
    }

    private static void record(Map<String, ObservableDoubleMeasurement> instruments, Metric metric) {
        Stream.ofNullable(instruments.get(metric.name()))
                .forEach(instrument ->
                        metric.values().forEach((names, value) -> instrument.record(value, attributes(names))));
    }

    private static Attributes attributes(Map<String, String> names) {
        AttributesBuilder attributes = Attributes.builder();
        names.forEach(attributes::put);
        return attributes.build();
    }

    /// The metrics now.
    Collection<MetricData> collect() {
        return reader.registration.collectAllMetrics();
    }
}
