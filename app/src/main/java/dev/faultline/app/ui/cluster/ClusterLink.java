package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.targets.Targets;
import java.util.List;

/// A cluster that is looked at. Thread-safe.
public interface ClusterLink extends AutoCloseable {
    /// The context that it was connected by.
    KubeContext context();

    /// What the cluster has, live.
    Targets targets();

    /// Says which namespaces are of interest, so that a user who may not look at all sees these. Never blocks.
    ///
    /// @param namespaces empty for all
    void look(List<String> namespaces);

    /// Works out what a capture would make in the cluster and which rights that needs. Makes nothing. Blocks
    /// for some requests.
    ///
    /// @throws PlanException when that cannot be told; the message is for people
    PlanPreview plan(CaptureRequest request) throws PlanException;

    @Override
    void close();
}
