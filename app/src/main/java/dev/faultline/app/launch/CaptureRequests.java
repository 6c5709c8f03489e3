package dev.faultline.app.launch;

import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.capture.CaptureOwner;
import dev.faultline.app.k8s.capture.CapturePlanner;
import dev.faultline.app.k8s.capture.CaptureProgram;
import dev.faultline.app.k8s.capture.CaptureRun;
import dev.faultline.app.k8s.capture.CaptureSettings;
import dev.faultline.app.ui.cluster.CaptureOptions;
import dev.faultline.app.ui.cluster.CaptureRequest;

/// Makes planners of what users ask for.
final class CaptureRequests {
    private CaptureRequests() {}

    /// What is to capture.
    static CaptureProgram program(CaptureRequest request) {
        CaptureOptions options = request.options();
        return options.settings().program().keeping(options.full());
    }

    static CapturePlanner planner(CaptureRequest request) {
        KubeContext context = request.context();
        CaptureRun run = CaptureRun.start(context.name(), CaptureOwner.ofThisUser());
        CaptureOptions options = request.options();
        CaptureSettings settings = options.settings().settings().lasting(options.duration());
        return new CapturePlanner(run, settings, CapturePlanner.Cluster.of(context));
    }
}
