package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.capture.CaptureMode;
import java.time.Duration;

/// How to capture.
///
/// @param mode where
/// @param image that has tcpdump; empty for the usual one
/// @param pullSecret name of the secret to pull it with; empty for none
/// @param duration after which the capture ends by itself, positive
/// @param full whether all packets are kept on this machine, not those of errors alone
public record CaptureOptions(CaptureMode mode, String image, String pullSecret, Duration duration, boolean full) {
    /// What is offered at first.
    public static final CaptureOptions USUAL = new CaptureOptions(CaptureMode.AUTO, "", "", Duration.ofHours(1), false);
}
