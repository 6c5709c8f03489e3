package dev.faultline.engine.finding;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The request behind a finding, and what came of it: what was asked, never what it carried.
///
/// @param application its protocol, such as `HTTP`, `gRPC`, `Redis`
/// @param method what was to be done, in the protocol's own word; for DNS the type of records
/// @param path what it was to be done with, without queries; for DNS the name
/// @param host that the request named
/// @param status of HTTP
/// @param code of the error that was reported, as the protocol writes it
/// @param error what that code is called
/// @param elapsed from the request to the answer, or to the moment at which none was expected any more
public record TransactionFacts(
        String application,
        @Nullable String method,
        @Nullable String path,
        @Nullable String host,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String error,
        @Nullable Duration elapsed) {

    private static final String DNS = "DNS";

    /// What the facts of a finding say of a transaction, or null.
    static @Nullable TransactionFacts of(FindingKind kind, Map<String, Object> facts) {
        boolean dns = kind.id().startsWith("dns.");
        String application = dns ? DNS : text(facts, "application");
        if (application == null) {
            return null;
        }
        return new TransactionFacts(
                application,
                text(facts, dns ? "type" : "method"),
                text(facts, dns ? "name" : "path"),
                text(facts, "host"),
                facts.get("status") instanceof Integer status ? status : null,
                text(facts, "code"),
                dns ? null : text(facts, "name"),
                elapsed(facts));
    }

    /// What was asked, in a few words, such as `HTTP GET /orders`.
    public String request() {
        return Stream.of(application, method, path)
                .filter(Objects::nonNull)
                .map(FactText::of)
                .collect(Collectors.joining(" "));
    }

    /// What was answered, in a word: the status of HTTP, else what the error is called, else its code; null
    /// where nothing was.
    public @Nullable String outcome() {
        if (status != null) {
            return status.toString();
        }
        return error != null ? error : code;
    }

    private static @Nullable String text(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    private static @Nullable Duration elapsed(Map<String, Object> facts) {
        if (facts.get("elapsed") instanceof Duration elapsed) {
            return elapsed;
        }
        if (facts.get("answeredAfter") instanceof Duration elapsed) {
            return elapsed;
        }
        return facts.get("waited") instanceof Duration waited ? waited : null;
    }
}
