package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.capture.CaptureMode;
import dev.faultline.app.k8s.capture.CaptureSettingsText;
import java.time.Duration;

/// How to capture.
///
/// @param mode where
/// @param settings of the context: image, pull secret, namespace of jobs, tolerations
/// @param duration after which the capture ends by itself, positive
/// @param full whether all packets are kept on this machine, not those of errors alone
public record CaptureOptions(CaptureMode mode, CaptureSettingsText settings, Duration duration, boolean full) {
    /// What is offered at first.
    public static final CaptureOptions USUAL =
            new CaptureOptions(CaptureMode.AUTO, CaptureSettingsText.USUAL, Duration.ofHours(1), false);

    CaptureOptions withMode(CaptureMode other) {
        return new CaptureOptions(other, settings, duration, full);
    }

    CaptureOptions withSettings(CaptureSettingsText other) {
        return new CaptureOptions(mode, other, duration, full);
    }

    CaptureOptions withDuration(Duration other) {
        return new CaptureOptions(mode, settings, other, full);
    }

    CaptureOptions withFull(boolean other) {
        return new CaptureOptions(mode, settings, duration, other);
    }
}
