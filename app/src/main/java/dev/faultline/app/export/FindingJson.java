package dev.faultline.app.export;

import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.IcmpFacts;
import dev.faultline.engine.finding.TransactionFacts;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes findings as JSON. The names and their order are for programs to rely on.
final class FindingJson {
    private final Explainer explainer;
    private EndpointNames names = EndpointNames.NONE;

    FindingJson(Explainer explainer) {
        this.explainer = explainer;
    }

    /// What addresses are called from now on.
    void names(EndpointNames known) {
        names = known;
    }

    void write(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("type", "finding");
        writeWhat(json, finding);
        writeWhen(json, finding);
        writeWho(json, finding);
        writeWhere(json, finding);
        writeWhy(json, explainer.explain(finding));
        if (finding.icmp() != null) {
            writeIcmp(json, finding.icmp());
        }
        if (finding.transaction() != null) {
            writeTransaction(json, finding.transaction());
        }
        json.writeEndObject();
    }

    private void writeWhat(JsonGenerator json, Finding finding) {
        json.writeStringProperty("id", finding.id());
        json.writeStringProperty("kind", finding.kind().id());
        json.writeStringProperty("class", finding.kind().findingClass().id());
        writeNullable(json, "article", finding.kind().article());
        json.writeStringProperty("severity", finding.severity().id());
        json.writeStringProperty("state", finding.state().id());
        json.writeStringProperty("confidence", finding.confidence().id());
        writeStrings(json, "confidenceWhy", explainer.confidenceWhy(finding));
        writeNullable(json, "partOf", finding.partOf());
    }

    private static void writeWhen(JsonGenerator json, Finding finding) {
        json.writeStringProperty("first", Timestamps.exact(finding.first()));
        json.writeStringProperty("last", Timestamps.exact(finding.last()));
        json.writeNumberProperty("count", finding.count());
    }

    private void writeWho(JsonGenerator json, Finding finding) {
        json.writeStringProperty("protocol", finding.transport().id());
        writeEndpoint(json, "src", finding.src(), names.at(finding.src(), finding.first()));
        writeEndpoint(json, "dst", finding.dst(), names.at(finding.dst(), finding.first()));
        json.writeStringProperty("blame", finding.blame().id());
        writeNullable(json, "reporter", finding.reporter());
        // Both need two vantage points of one network.
        writeStrings(json, "lostBetween", finding.lostBetween());
        json.writeStringProperty("lostDirection", finding.lostDirection());
    }

    private static void writeWhere(JsonGenerator json, Finding finding) {
        json.writeObjectPropertyStart("stream");
        if (finding.tcpStream() >= 0) {
            json.writeNumberProperty("tcp", finding.tcpStream());
        }
        json.writeEndObject();
        writeStrings(json, "vantage", finding.vantage());
        json.writeArrayPropertyStart("frames");
        for (Evidence evidence : finding.evidence()) {
            json.writeNumber(evidence.frame());
        }
        json.writeEndArray();
    }

    private static void writeWhy(JsonGenerator json, Explanation explanation) {
        json.writeStringProperty("title", explanation.title());
        json.writeStringProperty("detail", explanation.detail());
        writeStrings(json, "causes", explanation.causes());
        writeStrings(json, "next", explanation.next());
    }

    private static void writeTransaction(JsonGenerator json, TransactionFacts transaction) {
        json.writeObjectPropertyStart("transaction");
        json.writeStringProperty("application", transaction.application());
        writePresent(json, "method", transaction.method());
        writePresent(json, "path", transaction.path());
        writePresent(json, "host", transaction.host());
        if (transaction.status() != null) {
            json.writeNumberProperty("status", transaction.status());
        }
        writePresent(json, "code", transaction.code());
        writePresent(json, "error", transaction.error());
        if (transaction.elapsed() != null) {
            json.writeNumberProperty(
                    "elapsedMicros",
                    TimeUnit.NANOSECONDS.toMicros(transaction.elapsed().toNanos()));
        }
        json.writeEndObject();
    }

    private static void writePresent(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void writeIcmp(JsonGenerator json, IcmpFacts icmp) {
        json.writeObjectPropertyStart("icmp");
        json.writeNumberProperty("version", icmp.version());
        json.writeNumberProperty("type", icmp.type());
        json.writeNumberProperty("code", icmp.code());
        json.writeStringProperty("name", icmp.name());
        if (icmp.mtu() >= 0) {
            json.writeNumberProperty("mtu", icmp.mtu());
        }
        if (icmp.gateway() != null) {
            json.writeStringProperty("gateway", icmp.gateway().toString());
        }
        IcmpFacts.Quoted quoted = icmp.quoted();
        if (quoted != null) {
            json.writeObjectPropertyStart("quoted");
            writeEndpoint(json, "src", quoted.src(), AddressName.NONE);
            writeEndpoint(json, "dst", quoted.dst(), AddressName.NONE);
            json.writeStringProperty("protocol", quoted.protocol());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeEndpoint(JsonGenerator json, String name, @Nullable Endpoint endpoint, AddressName known) {
        if (endpoint == null) {
            json.writeNullProperty(name);
            return;
        }
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("ip", endpoint.ip().toString());
        if (endpoint.port() != Endpoint.NO_PORT) {
            json.writeNumberProperty("port", endpoint.port());
        }
        writeKnown(json, "pod", known.pod());
        writeKnown(json, "namespace", known.namespace());
        writeKnown(json, "workload", known.workload());
        writeKnown(json, "service", known.service());
        writeKnown(json, "node", known.node());
        writeKnown(json, "dns", known.dns());
        json.writeEndObject();
    }

    private static void writeKnown(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    static void writeStrings(JsonGenerator json, String name, Iterable<String> strings) {
        json.writeArrayPropertyStart(name);
        strings.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void writeNullable(JsonGenerator json, String name, @Nullable Object value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, Objects.toString(value));
        }
    }
}
