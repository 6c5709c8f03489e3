package dev.faultline.app.k8s.capture;

import java.time.Duration;

/// How patient captures are.
///
/// @param beat between two signs of life to the far end
/// @param silence without a sign of life after which a connection counts as broken, at both ends
/// @param look between two looks at a pod that is to run
/// @param start that a pod may take to run
/// @param answer that the API server may take to answer, and tcpdump to listen
public record Timing(Duration beat, Duration silence, Duration look, Duration start, Duration answer) {
    /// What holds outside tests.
    public static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            Duration.ofMillis(400),
            Duration.ofMinutes(3),
            Duration.ofSeconds(15));
}
