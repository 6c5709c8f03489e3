package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.AccessResult;
import dev.faultline.app.k8s.AccessReview;
import dev.faultline.app.k8s.AccessRight;
import dev.faultline.app.k8s.ClusterConnection;
import dev.faultline.app.k8s.ClusterProblem;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.capture.CapturePlan;
import dev.faultline.app.k8s.capture.Preflight;
import dev.faultline.app.k8s.targets.ClusterTargets;
import dev.faultline.app.k8s.targets.Targets;
import dev.faultline.app.ui.cluster.CaptureRequest;
import dev.faultline.app.ui.cluster.ClusterLink;
import dev.faultline.app.ui.cluster.PlanException;
import dev.faultline.app.ui.cluster.PlanPreview;
import dev.faultline.app.ui.cluster.PlanTexts;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;

/// A cluster that is looked at through a connection of its own.
final class KubeLink implements ClusterLink {
    private static final List<AccessRight> SPARE =
            List.of(AccessRight.core("list", "nodes", ""), AccessRight.core("list", "events", ""));

    private final ClusterConnection connection;
    private final ClusterTargets targets;
    private final AgentBundle bundle;

    /// @param bundle the agent, to be sent to containers
    KubeLink(ClusterConnection connection, AgentBundle bundle) {
        this.connection = connection;
        this.bundle = bundle;
        targets = new ClusterTargets(connection.client(), connection.context().namespace());
    }

    @Override
    public KubeContext context() {
        return connection.context();
    }

    @Override
    public Targets targets() {
        return targets;
    }

    @Override
    public void look(List<String> namespaces) {
        namespaces.forEach(targets::addNamespace);
    }

    @Override
    public PlanPreview plan(CaptureRequest request) throws PlanException {
        String user = context().user();
        try {
            Preflight.Checked checked = new Preflight(connection.client(), user, bundle)
                    .choose(
                            CaptureRequests.planner(request),
                            request.now(),
                            request.options().mode(),
                            CaptureRequests.program(request));
            CapturePlan plan = checked.plan();
            AccessReview review = new AccessReview(connection.client());
            AccessResult needed = review.review(plan.rights());
            AccessResult spare = review.review(SPARE);
            String yaml = plan.yaml(connection.client().getKubernetesSerialization());
            String subject = needed.isGranted() && spare.isGranted() ? user : review.identity(user);
            return new PlanTexts(plan, checked.refusals(), context().name()).preview(needed, spare, yaml, subject);
        } catch (IOException | KubernetesClientException e) {
            throw new PlanException(Messages.text("plan.failed", ClusterProblem.words(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlanException(Messages.text("plan.failed", ClusterProblem.words(e)), e);
        }
    }

    @Override
    public void close() {
        targets.close();
        connection.close();
    }
}
