package dev.faultline.app.launch;

import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.capture.CapturePlanner;
import dev.faultline.app.k8s.capture.CaptureRun;
import dev.faultline.app.k8s.capture.CaptureSettings;
import dev.faultline.app.ui.cluster.CaptureOptions;
import dev.faultline.app.ui.cluster.CaptureRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

/// Makes planners of what users ask for.
final class CaptureRequests {
    private static final int HTTPS = 443;

    private CaptureRequests() {}

    static CapturePlanner planner(CaptureRequest request) {
        KubeContext context = request.context();
        CaptureRun run = CaptureRun.start(context.name(), System.getProperty("user.name", ""), hostName());
        CaptureOptions options = request.options();
        CaptureSettings settings = CaptureSettings.DEFAULT
                .withImage(options.image())
                .withPullSecret(options.pullSecret())
                .withDeadline(options.duration());
        return new CapturePlanner(run, settings, new CapturePlanner.Cluster(context.namespace(), apiPorts(context)));
    }

    private static Set<Integer> apiPorts(KubeContext context) {
        int port = URI.create(context.server()).getPort();
        return Set.of(port < 0 ? HTTPS : port);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
