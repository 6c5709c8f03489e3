package dev.faultline.app.store;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.IcmpFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The parts of a finding that nothing is sorted or filtered by, as JSON. Thread-safe.
///
/// A fact keeps its type: a number is a `Long`, text a `String`, anything else an object whose only name says
/// what it is. A fact of a type not known here is kept as its text.
final class FindingJson {
    private final JsonMapper mapper = new JsonMapper();

    /// What [#read] gives back.
    record Rest(
            List<String> confidenceWhy,
            List<String> vantage,
            List<Evidence> evidence,
            @Nullable IcmpFacts icmp,
            Map<String, Object> facts,
            List<String> notes) {}

    String write(Finding finding) {
        ObjectNode rest = mapper.createObjectNode();
        words(rest, "why", finding.confidenceWhy());
        words(rest, "vantage", finding.vantage());
        words(rest, "notes", finding.notes());
        ArrayNode evidence = rest.putArray("evidence");
        for (Evidence packet : finding.evidence()) {
            evidence.add(packet.frame()).add(packet.position());
        }
        if (finding.icmp() != null) {
            icmp(rest.putObject("icmp"), finding.icmp());
        }
        if (!finding.facts().isEmpty()) {
            ObjectNode facts = rest.putObject("facts");
            finding.facts().forEach((name, value) -> fact(facts, name, value));
        }
        return rest.toString();
    }

    private static void words(ObjectNode rest, String name, List<String> words) {
        if (!words.isEmpty()) {
            ArrayNode array = rest.putArray(name);
            words.forEach(array::add);
        }
    }

    private static void icmp(ObjectNode node, IcmpFacts icmp) {
        node.put("version", icmp.version());
        node.put("type", icmp.type());
        node.put("code", icmp.code());
        node.put("name", icmp.name());
        node.put("mtu", icmp.mtu());
        if (icmp.gateway() != null) {
            node.put("gateway", Addresses.hex(icmp.gateway()));
        }
        IcmpFacts.Quoted quoted = icmp.quoted();
        if (quoted != null) {
            ObjectNode inner = node.putObject("quoted");
            endpoint(inner.putArray("src"), quoted.src());
            endpoint(inner.putArray("dst"), quoted.dst());
            inner.put("protocol", quoted.protocol());
        }
    }

    private static void endpoint(ArrayNode node, Endpoint endpoint) {
        node.add(Addresses.hex(endpoint.ip())).add(endpoint.port());
    }

    private static void fact(ObjectNode facts, String name, Object value) {
        switch (value) {
            case Long number -> facts.put(name, number);
            case String text -> facts.put(name, text);
            case Boolean flag -> facts.put(name, flag);
            case Integer number -> facts.putObject(name).put("int", number);
            case Double number -> facts.putObject(name).put("double", number);
            case Duration duration -> facts.putObject(name).put("duration", duration.toString());
            case IpAddress address -> facts.putObject(name).put("ip", Addresses.hex(address));
            case Endpoint end -> endpoint(facts.putObject(name).putArray("endpoint"), end);
            default -> facts.put(name, value.toString());
        }
    }

    Rest read(String json) {
        JsonNode rest = mapper.readTree(json);
        List<Evidence> evidence = new ArrayList<>();
        JsonNode numbers = rest.path("evidence");
        for (int i = 0; i + 1 < numbers.size(); i += 2) {
            evidence.add(
                    new Evidence(numbers.get(i).asLong(), numbers.get(i + 1).asLong()));
        }
        Map<String, Object> facts = new HashMap<>();
        rest.path("facts").properties().forEach(fact -> facts.put(fact.getKey(), fact(fact.getValue())));
        JsonNode icmp = rest.get("icmp");
        return new Rest(
                words(rest.path("why")),
                words(rest.path("vantage")),
                evidence,
                icmp == null ? null : icmp(icmp),
                facts,
                words(rest.path("notes")));
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>(array.size());
        array.forEach(word -> words.add(word.asString()));
        return words;
    }

    private static IcmpFacts icmp(JsonNode node) {
        JsonNode gateway = node.get("gateway");
        JsonNode quoted = node.get("quoted");
        return new IcmpFacts(
                node.path("version").asInt(),
                node.path("type").asInt(),
                node.path("code").asInt(),
                node.path("name").asString(),
                node.path("mtu").asInt(),
                gateway == null ? null : Addresses.address(gateway.asString()),
                quoted == null
                        ? null
                        : new IcmpFacts.Quoted(
                                endpoint(quoted.path("src")),
                                endpoint(quoted.path("dst")),
                                quoted.path("protocol").asString()));
    }

    private static Endpoint endpoint(JsonNode node) {
        return new Endpoint(
                Addresses.address(node.path(0).asString()), node.path(1).asInt());
    }

    private static Object fact(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.asLong();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (!value.isObject()) {
            return value.asString();
        }
        Map.Entry<String, JsonNode> typed = value.properties().iterator().next();
        return switch (typed.getKey()) {
            case "int" -> typed.getValue().asInt();
            case "double" -> typed.getValue().asDouble();
            case "duration" -> Duration.parse(typed.getValue().asString());
            case "ip" -> Addresses.address(typed.getValue().asString());
            case "endpoint" -> endpoint(typed.getValue());
            default -> typed.getValue().asString();
        };
    }
}
