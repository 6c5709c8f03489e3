package dev.faultline.agent.telemetry;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.TransactionFacts;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.LogLimits;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Findings as OpenTelemetry's log records: what happened, to whom, how bad and how sure. What was asked (paths,
/// names, statements) is not in them. For one thread.
final class FindingRecords {
    static final String EVENT = "faultline.finding";
    private static final int LONGEST_TEXT = 1024;

    private final Explainer explainer = new Explainer();
    private final EndNames names;
    private final List<LogRecordData> made = new ArrayList<>();
    private final Logger logger;

    /// @param version of the program
    FindingRecords(Resource resource, String version, EndNames names) {
        this.names = names;
        // A provider that sends nothing by itself: what is emitted is kept.
        logger = SdkLoggerProvider.builder()
                .setResource(resource)
                .setLogLimits(() -> LogLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_TEXT)
                        .build())
                .addLogRecordProcessor((context, emitted) -> made.add(emitted.toLogRecordData()))
                .build()
                .loggerBuilder("dev.faultline")
                .setInstrumentationVersion(version)
                .build();
    }

    /// The records of findings, in the same order.
    List<LogRecordData> of(List<Finding> findings) {
        findings.forEach(this::emit);
        List<LogRecordData> records = List.copyOf(made);
        made.clear();
        return records;
    }

    private void emit(Finding finding) {
        LogRecordBuilder log = logger.logRecordBuilder()
                .setEventName(EVENT)
                .setTimestamp(finding.first(), TimeUnit.NANOSECONDS)
                .setObservedTimestamp(Instant.now())
                .setSeverity(severity(finding.severity()))
                .setSeverityText(finding.severity().name())
                .setBody(explainer.explain(finding).title())
                .setAttribute(Attribute.ID, finding.id())
                .setAttribute(Attribute.KIND, finding.kind().id())
                .setAttribute(Attribute.CLASS, finding.kind().findingClass().id())
                .setAttribute(Attribute.SEVERITY, finding.severity().id())
                .setAttribute(Attribute.CONFIDENCE, finding.confidence().id())
                .setAttribute(Attribute.BLAME, finding.blame().id())
                .setAttribute(Attribute.CONSEQUENCE, finding.partOf() != null)
                .setAttribute(Attribute.COUNT, finding.count())
                .setAttribute(
                        Attribute.LAST, Instant.ofEpochSecond(0, finding.last()).toString())
                .setAttribute("network.transport", finding.transport().id());
        set(log, Attribute.ARTICLE, finding.kind().article());
        set(log, Attribute.PART_OF, finding.partOf());
        set(log, Attribute.REPORTER, finding.reporter());
        set(log, Attribute.LOST_DIRECTION, finding.lostDirection());
        if (!finding.lostBetween().isEmpty()) {
            log.setAttribute(Attribute.LOST_AFTER, finding.lostBetween().getFirst());
            log.setAttribute(Attribute.LOST_BEFORE, finding.lostBetween().getLast());
        }
        setAll(log, Attribute.CONFIDENCE_WHY, finding.confidenceWhy());
        setAll(log, Attribute.PLACES, finding.vantage());
        end(log, Attribute.SRC, finding.src(), finding.first());
        end(log, Attribute.DST, finding.dst(), finding.first());
        transaction(log, finding.transaction());
        log.emit();
    }

    private void end(LogRecordBuilder log, Attribute side, @Nullable Endpoint end, long nanos) {
        if (end == null) {
            return;
        }
        log.setAttribute(side.of("address"), end.ip().toString());
        if (end.port() != Endpoint.NO_PORT) {
            log.setAttribute(side.of("port"), end.port());
        }
        side.name(names.at(end, nanos).attributes(), log::setAttribute);
    }

    /// The protocol and the outcome, not the request.
    private static void transaction(LogRecordBuilder log, @Nullable TransactionFacts transaction) {
        if (transaction == null) {
            return;
        }
        log.setAttribute("network.protocol.name", transaction.application().toLowerCase(Locale.ROOT));
        if (transaction.status() != null) {
            log.setAttribute("http.response.status_code", transaction.status());
        }
    }

    private static void set(LogRecordBuilder log, String name, @Nullable Object value) {
        Optional.ofNullable(value).ifPresent(known -> log.setAttribute(name, known.toString()));
    }

    private static void setAll(LogRecordBuilder log, String name, List<String> values) {
        if (!values.isEmpty()) {
            log.setAttribute(AttributeKey.stringArrayKey(name), values);
        }
    }

    /// As OpenTelemetry maps the severities of syslog.
    private static Severity severity(dev.faultline.engine.finding.Severity severity) {
        return switch (severity) {
            case INFO -> Severity.INFO;
            case NOTICE -> Severity.INFO2;
            case WARNING -> Severity.WARN;
            case ERROR -> Severity.ERROR;
        };
    }
}
