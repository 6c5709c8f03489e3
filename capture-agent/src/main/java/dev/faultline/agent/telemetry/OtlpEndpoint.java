package dev.faultline.agent.telemetry;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An OTLP receiver, and who sends to it, by OpenTelemetry's own environment variables. Secrets come by environment
/// alone, and leave this class for the receiver alone. Immutable.
///
/// See the [specification](https://opentelemetry.io/docs/specs/otel/protocol/exporter/).
public final class OtlpEndpoint {
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    private static final String CERTIFICATE = "OTEL_EXPORTER_OTLP_CERTIFICATE";
    private static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";
    private static final String SERVICE = "OTEL_SERVICE_NAME";

    private final URI base;
    private final Map<String, String> headers;
    private final Map<String, String> resource;
    private final byte @Nullable [] certificates;

    private OtlpEndpoint(
            URI base, Map<String, String> headers, Map<String, String> resource, byte @Nullable [] certificates) {
        this.base = base;
        this.headers = headers;
        this.resource = resource;
        this.certificates = certificates;
    }

    /// The receiver at a URL, such as `http://collector:4318`.
    ///
    /// @param environment of the process: `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_EXPORTER_OTLP_CERTIFICATE`,
    /// `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_SERVICE_NAME`
    /// @throws IllegalArgumentException when the URL or a variable is wrong; says what, and no secret
    public static OtlpEndpoint of(String url, Map<String, String> environment) {
        Map<String, String> resource = new LinkedHashMap<>(pairs(RESOURCE, environment));
        String service = environment.getOrDefault(SERVICE, "");
        if (!service.isBlank()) {
            resource.put("service.name", service.strip());
        }
        return new OtlpEndpoint(parse(url), headers(environment), resource, certificates(environment));
    }

    private static URI parse(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(TelemetryTexts.text("url.syntax"), e);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(TelemetryTexts.text("url.syntax"));
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(TelemetryTexts.text("url.secrets", HEADERS));
        }
        return uri;
    }

    private static Map<String, String> headers(Map<String, String> environment) {
        Map<String, String> headers = pairs(HEADERS, environment);
        headers.forEach((name, value) -> {
            try {
                HttpRequest.newBuilder().header(name, value);
            } catch (IllegalArgumentException e) {
                // Its own words may hold the value: they go no further.
                throw new IllegalArgumentException(TelemetryTexts.text("environment.header", HEADERS));
            }
        });
        return headers;
    }

    private static byte @Nullable [] certificates(Map<String, String> environment) {
        String file = environment.getOrDefault(CERTIFICATE, "");
        if (file.isBlank()) {
            return null;
        }
        try {
            return Files.readAllBytes(Path.of(file.strip()));
        } catch (IOException e) {
            throw new IllegalArgumentException(TelemetryTexts.text("environment.certificate", CERTIFICATE, file), e);
        }
    }

    /// `name=value,name=value`, values percent-encoded where they need it.
    private static Map<String, String> pairs(String variable, Map<String, String> environment) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : environment.getOrDefault(variable, "").split(",", -1)) {
            int equals = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            if (equals <= 0) {
                throw new IllegalArgumentException(TelemetryTexts.text("environment.pairs", variable));
            }
            // A plus is no space here.
            String value = pair.substring(equals + 1).strip().replace("+", "%2B");
            try {
                pairs.put(pair.substring(0, equals).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(TelemetryTexts.text("environment.pairs", variable));
            }
        }
        return pairs;
    }

    /// Where a signal goes.
    ///
    /// @param signal `logs` or `metrics`
    URI of(String signal) {
        String path = Objects.requireNonNullElse(base.getRawPath(), "");
        return base.resolve((path.endsWith("/") ? path : path + "/") + "v1/" + signal);
    }

    Map<String, String> headers() {
        return headers;
    }

    /// What its sender says of itself.
    Map<String, String> resource() {
        return resource;
    }

    /// Authorities to trust instead of the usual ones, in PEM; null for those.
    byte @Nullable [] certificates() {
        return certificates;
    }

    /// The URL alone.
    @Override
    public String toString() {
        return base.toString();
    }
}
