package dev.faultline.agent.telemetry;

import dev.faultline.engine.finding.Finding;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Sends findings and metrics to an OTLP receiver, on a thread of its own: whoever adds findings never waits. What
/// cannot be sent waits, within bounds.
final class OtlpExport {
    /// Findings that wait for a receiver that is away.
    static final int MOST_WAITING = 10_000;

    private static final int BATCH = 256;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration CONNECTION = Duration.ofSeconds(5);
    private static final String GZIP = "gzip";

    /// They say anew at each failure what [Delivery] says once. Held, as loggers that nobody holds are forgotten.
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("io.opentelemetry.exporter"), Logger.getLogger("io.opentelemetry.sdk.metrics"));

    private final OtlpEndpoint endpoint;
    private final Consumer<String> say;
    private final long betweenMetrics;
    private final OtlpHttpLogRecordExporter logs;
    private final OtlpHttpMetricExporter metrics;
    private final FindingRecords records;
    private final OtlpMetrics book;
    private final Delivery ofLogs;
    private final Delivery ofMetrics;
    private final Thread thread;
    private final ArrayDeque<Finding> waiting = new ArrayDeque<>();
    private long nextMetrics;
    private long dropped;
    private boolean isFull;
    private boolean closing;
    private long closeUntil;

    /// Begins at once.
    ///
    /// @param betweenMetrics how often metrics are sent
    /// @param say takes sentences for people
    OtlpExport(
            OtlpEndpoint endpoint,
            Telemetry.Sender sender,
            MetricBook book,
            Duration betweenMetrics,
            Consumer<String> say) {
        this.endpoint = endpoint;
        this.say = say;
        this.betweenMetrics = betweenMetrics.toNanos();
        TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
        logs = logs(endpoint);
        metrics = metrics(endpoint);
        Resource resource = resource(endpoint, sender);
        records = new FindingRecords(resource, sender.version(), sender.names());
        this.book = new OtlpMetrics(resource, sender.version(), book);
        ofLogs = new Delivery("logs", endpoint.of("logs"), say, System::nanoTime);
        ofMetrics = new Delivery("metrics", endpoint.of("metrics"), say, System::nanoTime);
        nextMetrics = System.nanoTime();
        thread = Thread.ofPlatform().daemon().name("faultline-otlp").start(this::run);
    }

    private static Resource resource(OtlpEndpoint endpoint, Telemetry.Sender sender) {
        AttributesBuilder attributes = Attributes.builder()
                .put("service.name", sender.service())
                .put("service.version", sender.version())
                .put("service.instance.id", sender.instance())
                .put("host.name", sender.host());
        endpoint.resource().forEach(attributes::put);
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }

    private static OtlpHttpLogRecordExporter logs(OtlpEndpoint endpoint) {
        OtlpHttpLogRecordExporterBuilder builder = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(endpoint.of("logs").toString())
                .setCompression(GZIP)
                .setTimeout(ANSWER)
                .setConnectTimeout(CONNECTION)
                .setRetryPolicy(null)
                .setHeaders(endpoint::headers);
        byte[] certificates = endpoint.certificates();
        return certificates == null
                ? builder.build()
                : builder.setTrustedCertificates(certificates).build();
    }

    private static OtlpHttpMetricExporter metrics(OtlpEndpoint endpoint) {
        OtlpHttpMetricExporterBuilder builder = OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint.of("metrics").toString())
                .setCompression(GZIP)
                .setTimeout(ANSWER)
                .setConnectTimeout(CONNECTION)
                .setRetryPolicy(null)
                .setHeaders(endpoint::headers);
        byte[] certificates = endpoint.certificates();
        return certificates == null
                ? builder.build()
                : builder.setTrustedCertificates(certificates).build();
    }

    /// Findings to be sent, when it is their turn.
    synchronized void add(List<Finding> findings) {
        for (Finding finding : findings) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(finding);
            } else {
                dropped++;
            }
        }
        boolean full = waiting.size() >= MOST_WAITING;
        if (full && !isFull) {
            say.accept(TelemetryTexts.text("full", endpoint));
        }
        isFull = full;
        notifyAll();
    }

    /// Findings that the receiver refused, or for which there was no room.
    synchronized long dropped() {
        return dropped;
    }

    private void run() {
        try {
            while (!isClosing()) {
                boolean sent = ofLogs.pause() <= 0 && sendLogs() != null;
                if (metricsPause() <= 0) {
                    sendMetrics();
                } else if (!sent) {
                    rest();
                }
            }
            while (sendLogs() == Delivery.Outcome.DELIVERED) {
                // until nothing waits, or time is up
            }
            sendMetrics();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long metricsPause() {
        return Math.max(nextMetrics - System.nanoTime(), ofMetrics.pause());
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    /// Waits until there is something to do.
    private synchronized void rest() throws InterruptedException {
        long logsPause = waiting.isEmpty() ? Long.MAX_VALUE : ofLogs.pause();
        long pause = Math.min(logsPause, metricsPause());
        if (!closing && pause > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, pause);
        }
    }

    /// @return what became of them; null when there was nothing to send
    private Delivery.@Nullable Outcome sendLogs() throws InterruptedException {
        List<Finding> batch;
        synchronized (this) {
            batch = waiting.stream().limit(BATCH).toList();
        }
        if (batch.isEmpty()) {
            return null;
        }
        CompletableResultCode result = logs.export(records.of(batch));
        await(result);
        Delivery.Outcome outcome = ofLogs.judge(result);
        if (outcome != Delivery.Outcome.AGAIN) {
            done(batch.size(), outcome == Delivery.Outcome.REFUSED);
        }
        return outcome;
    }

    private synchronized void done(int findings, boolean refused) {
        for (int i = 0; i < findings; i++) {
            waiting.remove();
        }
        dropped += refused ? findings : 0;
    }

    private void sendMetrics() throws InterruptedException {
        nextMetrics = System.nanoTime() + betweenMetrics;
        CompletableResultCode result = metrics.export(book.collect());
        await(result);
        ofMetrics.judge(result);
    }

    /// Waits for an answer, at the end not longer than there is time.
    private void await(CompletableResultCode result) throws InterruptedException {
        long until = System.nanoTime() + ANSWER.toNanos() + CONNECTION.toNanos();
        result.whenComplete(() -> {
            synchronized (this) {
                notifyAll();
            }
        });
        synchronized (this) {
            while (!result.isDone()) {
                long left = until - System.nanoTime();
                if (closing) {
                    left = Math.min(left, closeUntil - System.nanoTime());
                }
                if (left <= 0) {
                    return;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }

    /// Sends what waits, and ends. Says how many findings were never told.
    ///
    /// @param patience how long that may take at most
    void close(Duration patience) throws InterruptedException {
        synchronized (this) {
            closing = true;
            closeUntil = System.nanoTime() + patience.toNanos();
            notifyAll();
        }
        if (!thread.join(patience.plusMillis(500))) {
            thread.interrupt();
        }
        logs.shutdown();
        metrics.shutdown();
        long untold;
        synchronized (this) {
            untold = dropped + waiting.size();
        }
        if (untold > 0) {
            say.accept(TelemetryTexts.text("rest", untold, endpoint));
        }
    }
}
