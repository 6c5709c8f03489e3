package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.AccessRight;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.live.FeedPlace;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapturePlannerTest {
    private static final CaptureRun RUN = new CaptureRun("abc234", "test", "me.here");

    private final CapturePlanner planner = new CapturePlanner(
            RUN,
            CaptureSettings.DEFAULT.withPullSecret("registry").lasting(Duration.ofMinutes(5)),
            new CapturePlanner.Cluster("tools", Set.of(6443)));

    private static ResolvedTargets twoPodsOnTwoNodes() {
        return Capturing.targets(
                Capturing.pod("cart", "worker-1", "10.1.0.5"), Capturing.pod("pay", "worker-2", "10.2.0.7"));
    }

    @Test
    void nodeModePlansOneJobForEachNode() {
        CapturePlan plan = planner.plan(twoPodsOnTwoNodes(), CaptureMode.NODE, CaptureProgram.TCPDUMP);
        assertThat(plan.sites())
                .extracting(CaptureSite::place)
                .containsExactly(FeedPlace.node("worker-1"), FeedPlace.node("worker-2"));
        assertThat(plan.sites()).extracting(CaptureSite::namespace).containsOnly("tools");
        assertThat(plan.sites().getFirst().filter().text())
                .contains("host 10.1.0.5")
                .doesNotContain("10.2.0.7");
    }

    @Test
    void podModePlansOneContainerForEachPodAndNoFilter() {
        CapturePlan plan = planner.plan(twoPodsOnTwoNodes(), CaptureMode.POD, CaptureProgram.TCPDUMP);
        assertThat(plan.sites()).extracting(site -> site.place().label()).containsExactly("shop/cart", "shop/pay");
        assertThat(plan.sites()).extracting(CaptureSite::filter).containsOnly(PcapFilter.ALL);
    }

    @Test
    void wholeNodeLeavesOutThePortsOfTheApiServer() {
        CapturePlan plan = planner.plan(
                new ResolvedTargets(List.of(), Map.of("worker-1", Set.of()), false),
                CaptureMode.NODE,
                CaptureProgram.TCPDUMP);
        assertThat(plan.sites().getFirst().filter().text())
                .contains("port 6443")
                .doesNotContain("host 10");
    }

    @Test
    void nodesAloneCannotBeCapturedInPods() {
        ResolvedTargets nodes = new ResolvedTargets(List.of(), Map.of("worker-1", Set.of()), false);
        assertThat(CapturePlanner.fits(nodes, CaptureMode.POD)).isFalse();
        assertThat(CapturePlanner.fits(nodes, CaptureMode.NODE)).isTrue();
    }

    @Test
    void rightsAreExactlyThoseOfTheMode() {
        assertThat(planner.plan(Capturing.cart(), CaptureMode.POD, CaptureProgram.TCPDUMP)
                        .rights())
                .containsExactly(
                        AccessRight.core("get", "pods", "shop"),
                        AccessRight.core("patch", "pods", "ephemeralcontainers", "shop"),
                        AccessRight.core("get", "pods", "exec", "shop"),
                        AccessRight.core("create", "pods", "exec", "shop"));
        assertThat(planner.plan(Capturing.cart(), CaptureMode.NODE, CaptureProgram.TCPDUMP)
                        .rights())
                .extracting(AccessRight::toString)
                .containsExactly(
                        "create jobs.batch in tools",
                        "delete jobs.batch in tools",
                        "get pods in tools",
                        "list pods in tools",
                        "get pods/exec in tools",
                        "create pods/exec in tools");
        assertThat(planner.plan(Capturing.cart(), CaptureMode.TCPDUMP, CaptureProgram.TCPDUMP)
                        .rights())
                .extracting(AccessRight::verb)
                .containsExactly("get", "get", "create");
    }

    @Test
    void namesAreNeverUsedTwice() {
        CaptureSite first = planner.plan(Capturing.cart(), CaptureMode.NODE, CaptureProgram.TCPDUMP)
                .sites()
                .getFirst();
        CaptureSite second = planner.plan(Capturing.cart(), CaptureMode.NODE, CaptureProgram.TCPDUMP)
                .sites()
                .getFirst();
        assertThat(((CaptureSite.NodeJob) first).name()).isNotEqualTo(((CaptureSite.NodeJob) second).name());
    }

    @Test
    void jobIsBoundedAndHasNoMoreRightsThanItNeeds() {
        CapturePlan plan = planner.plan(Capturing.cart(), CaptureMode.NODE, CaptureProgram.TCPDUMP);
        Job job = plan.objects().job((CaptureSite.NodeJob) plan.sites().getFirst());
        assertThat(job.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "faultline")
                .containsEntry("faultline.dev/run", "abc234")
                .containsEntry("faultline.dev/owner", "me.here");
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(600);
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isPositive();
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        assertThat(pod.getNodeName()).isEqualTo("worker-1");
        assertThat(pod.getHostNetwork()).isTrue();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getVolumes()).isEmpty();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getImagePullSecrets()).extracting("name").containsExactly("registry");
        assertThat(pod.getTolerations()).extracting("operator").containsExactly("Exists");
        Container container = pod.getContainers().getFirst();
        assertThat(container.getSecurityContext().getPrivileged()).isNull();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd())
                .containsExactly("NET_RAW", "SETUID", "SETGID");
        assertThat(container.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
    }

    /// The agent's own hook at a signal gives it 25 s.
    @Test
    void agentMayFinishBeforeItsPodIsKilledAndTcpdumpHasNothingToFinish() {
        assertThat(podOf(CaptureProgram.AGENT).getTerminationGracePeriodSeconds())
                .isGreaterThan(25);
        assertThat(podOf(CaptureProgram.TCPDUMP).getTerminationGracePeriodSeconds())
                .isLessThan(5);
    }

    private PodSpec podOf(CaptureProgram program) {
        CapturePlan plan = planner.plan(Capturing.cart(), CaptureMode.NODE, program);
        return plan.objects()
                .job((CaptureSite.NodeJob) plan.sites().getFirst())
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    @Test
    void yamlShowsAllThatWillBeMade() {
        KubernetesSerialization serialization = new KubernetesSerialization();
        assertThat(planner.plan(twoPodsOnTwoNodes(), CaptureMode.NODE, CaptureProgram.TCPDUMP)
                        .yaml(serialization))
                .contains("kind: \"Job\"", "nodeName: \"worker-1\"", "nodeName: \"worker-2\"", "NET_RAW");
        assertThat(planner.plan(Capturing.cart(), CaptureMode.POD, CaptureProgram.TCPDUMP)
                        .yaml(serialization))
                .contains("# patch pods/cart/ephemeralcontainers in shop", "ephemeralContainers:");
        assertThat(planner.plan(Capturing.cart(), CaptureMode.TCPDUMP, CaptureProgram.TCPDUMP)
                        .yaml(serialization))
                .contains("# exec tcpdump in shop/cart, container app");
    }

    @Test
    void ownerIsAValidLabel() {
        assertThat(new CaptureOwner("Jane Doe", "LAPTOP_7.").label()).isEqualTo("jane-doe.laptop_7");
        assertThat(new CaptureOwner("x".repeat(80), "h").label()).hasSize(63);
    }
}
