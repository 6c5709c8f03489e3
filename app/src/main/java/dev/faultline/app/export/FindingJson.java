package dev.faultline.app.export;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.IcmpFacts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes findings as JSON. The names and their order are for programs to rely on.
final class FindingJson {
    private final Explainer explainer;

    FindingJson(Explainer explainer) {
        this.explainer = explainer;
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

    private static void writeWho(JsonGenerator json, Finding finding) {
        json.writeStringProperty("protocol", finding.transport().id());
        writeEndpoint(json, "src", finding.src());
        writeEndpoint(json, "dst", finding.dst());
        json.writeStringProperty("blame", finding.blame().id());
        writeNullable(json, "reporter", finding.reporter());
        // Both need two vantage points of one network.
        writeStrings(json, "lostBetween", List.of());
        json.writeNullProperty("lostDirection");
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
            writeEndpoint(json, "src", quoted.src());
            writeEndpoint(json, "dst", quoted.dst());
            json.writeStringProperty("protocol", quoted.protocol());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeEndpoint(JsonGenerator json, String name, @Nullable Endpoint endpoint) {
        if (endpoint == null) {
            json.writeNullProperty(name);
            return;
        }
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("ip", endpoint.ip().toString());
        if (endpoint.port() != Endpoint.NO_PORT) {
            json.writeNumberProperty("port", endpoint.port());
        }
        json.writeEndObject();
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
