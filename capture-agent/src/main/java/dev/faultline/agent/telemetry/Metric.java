package dev.faultline.agent.telemetry;

import java.util.Map;

/// A metric and what it is now.
///
/// @param name as OpenTelemetry writes it, with dots
/// @param unit in UCUM, as OpenTelemetry writes it: `By`, `s`, `{packet}`
/// @param help a sentence
/// @param counter whether it only grows
/// @param values by the attributes of each
record Metric(String name, String unit, String help, boolean counter, Map<Map<String, String>, Double> values) {
    private static final String BYTES = "By";
    private static final String SECONDS = "s";

    /// The name as Prometheus writes it, by OpenTelemetry's rules for that, without `_total`.
    String prometheusName() {
        String plain = prometheusLabel(name);
        String suffix = switch (unit) {
            case BYTES -> "_bytes";
            case SECONDS -> "_seconds";
            default -> "";
        };
        return plain.endsWith(suffix) ? plain : plain + suffix;
    }

    /// An attribute's name as Prometheus writes it.
    static String prometheusLabel(String attribute) {
        return attribute.replace('.', '_').replace('-', '_');
    }
}
