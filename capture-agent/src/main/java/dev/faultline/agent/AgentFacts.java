package dev.faultline.agent;

import dev.faultline.agent.ring.FilterExpression;
import dev.faultline.agent.wire.ProtocolVersions;
import dev.faultline.protocol.v1.AgentHello;
import java.util.List;

/// Who the agent is.
///
/// @param program its version, for people
/// @param instance one for each start
/// @param host name of the host or pod, for people
/// @param captureStart nanoseconds since the epoch
record AgentFacts(String program, String instance, String host, long captureStart) {

    private static final List<String> CAPABILITIES = List.of("evidence", "limits", "kernel", "sightings");
    private static final String EXPRESSIONS = "expressions";

    AgentHello hello(long lastNumber) {
        AgentHello.Builder hello = AgentHello.newBuilder()
                .setVersionFrom(ProtocolVersions.SPOKEN.from())
                .setVersionTo(ProtocolVersions.SPOKEN.to())
                .setProgram(program)
                .setInstance(instance)
                .setHost(host)
                .setCaptureStart(captureStart)
                .setLastNumber(lastNumber)
                .addAllCapabilities(CAPABILITIES);
        if (FilterExpression.isPossible()) {
            hello.addCapabilities(EXPRESSIONS);
        }
        return hello.build();
    }

    /// A sentence on the end of a capture.
    String whyEnded(RunningCapture capture) {
        Throwable failure = capture.failure();
        return failure == null ? "the capture was stopped" : "the capture failed: " + failure.getMessage();
    }
}
