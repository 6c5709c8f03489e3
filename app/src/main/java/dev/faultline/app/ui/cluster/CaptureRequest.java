package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetSelection;
import java.util.List;

/// A capture that a user asks for.
///
/// @param context of the cluster
/// @param namespaces that were looked at; empty for all
/// @param selection what to capture; it is followed as pods come and go
/// @param now what the selection means now
/// @param options how
public record CaptureRequest(
        KubeContext context,
        List<String> namespaces,
        TargetSelection selection,
        ResolvedTargets now,
        CaptureOptions options) {
    public CaptureRequest {
        namespaces = List.copyOf(namespaces);
    }
}
