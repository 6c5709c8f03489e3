package dev.faultline.agent.telemetry;

import java.util.Map;
import java.util.function.BiConsumer;

/// Names of attributes, the same in logs and metrics. Names without `faultline` are of OpenTelemetry's semantic
/// conventions.
enum Attribute {
    /// Of the client.
    SRC("source"),
    /// Of the server.
    DST("destination");

    static final String ID = "faultline.finding.id";
    static final String KIND = "faultline.kind";
    static final String CLASS = "faultline.class";
    static final String ARTICLE = "faultline.article";
    static final String SEVERITY = "faultline.severity";
    static final String CONFIDENCE = "faultline.confidence";
    static final String CONFIDENCE_WHY = "faultline.confidence.reasons";
    static final String BLAME = "faultline.blame";
    static final String REPORTER = "faultline.reporter.address";
    static final String PART_OF = "faultline.part_of";
    static final String CONSEQUENCE = "faultline.consequence";
    static final String COUNT = "faultline.count";
    static final String LAST = "faultline.last";
    static final String PLACES = "faultline.places";
    static final String PLACE = "faultline.place";
    static final String LOST_AFTER = "faultline.lost.after";
    static final String LOST_BEFORE = "faultline.lost.before";
    static final String LOST_DIRECTION = "faultline.lost.direction";
    static final String DROPPED_BY = "faultline.dropped_by";

    private final String prefix;

    Attribute(String prefix) {
        this.prefix = prefix;
    }

    /// The attribute of this end.
    String of(String name) {
        return prefix + "." + name;
    }

    /// Says what this end is called.
    void name(Map<String, String> names, BiConsumer<String, String> out) {
        names.forEach((name, value) -> out.accept(of(name), value));
    }
}
