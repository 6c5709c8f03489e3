package dev.faultline.agent.telemetry;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Who is told of findings and figures, as options of a command that captures.
public final class TelemetryOptions {
    @Option(names = "--otlp", paramLabel = "URL")
    private @Nullable String otlp;

    @Option(names = "--metrics", paramLabel = "FILE")
    private @Nullable Path metrics;

    /// Where to tell.
    ///
    /// @param environment of the process
    /// @throws ParameterException when the URL or a variable is wrong
    public Telemetry.Targets targets(CommandLine command, Map<String, String> environment) {
        try {
            return new Telemetry.Targets(otlp == null ? null : OtlpEndpoint.of(otlp, environment), metrics);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "--otlp: " + e.getMessage());
        }
    }
}
