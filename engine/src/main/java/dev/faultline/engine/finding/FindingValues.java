package dev.faultline.engine.finding;

import dev.faultline.engine.common.Endpoint;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The values that the texts of a finding may name: those that every finding has, those of its ICMP message,
/// and its facts.
final class FindingValues implements Function<String, @Nullable Object> {
    private final Finding finding;

    FindingValues(Finding finding) {
        this.finding = finding;
    }

    @Override
    public @Nullable Object apply(String name) {
        Object fact = finding.facts().get(name);
        if (fact != null) {
            return fact;
        }
        return name.startsWith("icmp.") ? icmp(name) : common(name);
    }

    private @Nullable Object common(String name) {
        return switch (name) {
            case "src" -> finding.src();
            case "dst" -> finding.dst();
            case "src.ip" -> finding.src() == null ? null : finding.src().ip();
            case "dst.ip" -> finding.dst() == null ? null : finding.dst().ip();
            case "by.ip" -> finding.facts().get("by") instanceof Endpoint by ? by.ip() : null;
            case "src.port" -> port(finding.src());
            case "port" -> port(finding.dst());
            case "count" -> finding.count();
            case "duration" -> Duration.ofNanos(finding.last() - finding.first());
            case "protocol" -> finding.transport().id().toUpperCase(Locale.ROOT);
            case "request" -> request();
            case "reporter" -> finding.reporter();
            case "stream" -> finding.tcpStream() < 0 ? null : finding.tcpStream();
            case "vantage" -> finding.vantage().isEmpty() ? null : String.join(", ", finding.vantage());
            default -> null;
        };
    }

    /// What was asked: a method, and what it is for where that is known.
    private @Nullable Object request() {
        Object method = finding.facts().get("method");
        Object path = finding.facts().get("path");
        return method == null || path == null ? method : method + " " + path;
    }

    private @Nullable Object icmp(String name) {
        IcmpFacts icmp = finding.icmp();
        if (icmp == null) {
            return null;
        }
        return switch (name) {
            case "icmp.version" -> icmp.version();
            case "icmp.type" -> icmp.type();
            case "icmp.code" -> icmp.code();
            case "icmp.name" -> icmp.name();
            case "icmp.mtu" -> icmp.mtu() < 0 ? null : icmp.mtu();
            case "icmp.gateway" -> icmp.gateway();
            case "icmp.quoted.src" ->
                icmp.quoted() == null ? null : icmp.quoted().src();
            case "icmp.quoted.src.ip" ->
                icmp.quoted() == null ? null : icmp.quoted().src().ip();
            case "icmp.quoted.dst.ip" ->
                icmp.quoted() == null ? null : icmp.quoted().dst().ip();
            case "icmp.quoted.dst" ->
                icmp.quoted() == null ? null : icmp.quoted().dst();
            default -> null;
        };
    }

    private static @Nullable Integer port(@Nullable Endpoint endpoint) {
        return endpoint == null || endpoint.port() == Endpoint.NO_PORT ? null : Integer.valueOf(endpoint.port());
    }
}
