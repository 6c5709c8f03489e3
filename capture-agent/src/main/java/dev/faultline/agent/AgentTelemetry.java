package dev.faultline.agent;

import dev.faultline.agent.telemetry.CaptureFigures;
import dev.faultline.agent.telemetry.EndNames;
import dev.faultline.agent.telemetry.Telemetry;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.finding.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells of a running capture, beside the desktops that join.
final class AgentTelemetry {
    private AgentTelemetry() {}

    /// Tells from now on of a capture, and of what it has found before.
    ///
    /// @param say takes sentences for people
    /// @return null when nobody is to be told
    /// @throws IOException when the file cannot be written
    static @Nullable Telemetry start(
            Telemetry.Targets targets, AgentFacts facts, RunningCapture capture, Consumer<String> say)
            throws IOException {
        if (targets.isEmpty()) {
            return null;
        }
        Telemetry telemetry = Telemetry.start(
                targets,
                new Telemetry.Sender("faultline-agent", facts.program(), facts.instance(), facts.host(), EndNames.NONE),
                finding -> finding.severity().compareTo(Severity.NOTICE) >= 0,
                () -> List.of(figures(capture)),
                say);
        capture.journal().listen(telemetry::found);
        return telemetry;
    }

    private static CaptureFigures figures(RunningCapture capture) {
        CaptureStatistics seen = capture.statistics();
        return new CaptureFigures(
                "",
                seen.packets(),
                seen.bytes(),
                Map.of(
                        "kernel", Math.max(0, seen.droppedByKernel()),
                        "interface", Math.max(0, seen.droppedByInterface())),
                Math.max(0, capture.flows()),
                capture.oneFlowIn());
    }
}
