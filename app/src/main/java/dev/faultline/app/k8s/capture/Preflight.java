package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.AccessResult;
import dev.faultline.app.k8s.AccessReview;
import dev.faultline.app.k8s.ClusterProblem;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks, before anything is made, whether it may be: the user's rights, then what the cluster admits, by a dry
/// run on the server. Blocks.
public final class Preflight {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<CaptureMode> BY_PREFERENCE =
            List.of(CaptureMode.NODE, CaptureMode.POD, CaptureMode.TCPDUMP);

    private static final List<CaptureProgram> PROGRAMS_BY_PREFERENCE =
            List.of(CaptureProgram.AGENT, CaptureProgram.TCPDUMP);

    private final KubernetesClient client;
    private final ApiCalls api;
    private final String user;
    private final AgentBundle bundle;

    /// A plan, and what stands against it.
    ///
    /// @param refusals empty when it can be made
    public record Checked(CapturePlan plan, List<Refusal> refusals) {
        /// Copies `refusals`.
        public Checked {
            refusals = List.copyOf(refusals);
        }

        /// Whether nothing stands against it.
        public boolean isGood() {
            return refusals.isEmpty();
        }
    }

    /// @param user as the kubeconfig calls the user, for servers that do not tell who it is
    /// @param bundle the agent, to be sent to where the image does not have it
    public Preflight(KubernetesClient client, String user, AgentBundle bundle) {
        this.client = client;
        this.user = user;
        this.bundle = bundle;
        api = new ApiCalls(client, PATIENCE);
    }

    /// Plans what can be made: as asked for, or with AUTO the first way that is open. A note says why it is not
    /// the one before.
    ///
    /// @throws IOException when the cluster cannot be asked
    public Checked choose(CapturePlanner planner, ResolvedTargets targets, CaptureMode mode, CaptureProgram program)
            throws IOException, InterruptedException {
        List<Checked> refused = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (CaptureMode place : mode == CaptureMode.AUTO ? BY_PREFERENCE : List.of(mode)) {
            if (mode == CaptureMode.AUTO && !CapturePlanner.fits(targets, place)) {
                continue;
            }
            for (CaptureProgram candidate : programs(place, program)) {
                Checked checked = check(planner.plan(targets, place, candidate));
                if (checked.isGood()) {
                    CapturePlan plan = program == CaptureProgram.AUTO && candidate == CaptureProgram.AGENT
                            ? checked.plan().withReplacement()
                            : checked.plan();
                    boolean chosen = mode == CaptureMode.AUTO || program == CaptureProgram.AUTO;
                    return chosen ? new Checked(plan.noting(why(plan, refusals)), List.of()) : checked;
                }
                refused.add(checked);
                refusals.addAll(checked.refusals());
            }
        }
        return new Checked(
                refused.getFirst().plan(), refusals.stream().distinct().toList());
    }

    private static List<CaptureProgram> programs(CaptureMode place, CaptureProgram wanted) {
        if (place == CaptureMode.TCPDUMP) {
            return List.of(CaptureProgram.TCPDUMP);
        }
        return wanted == CaptureProgram.AUTO ? PROGRAMS_BY_PREFERENCE : List.of(wanted);
    }

    private static String why(CapturePlan chosen, List<Refusal> against) {
        String way = Messages.text(
                "capture.auto.way." + chosen.program().id(), chosen.mode().id());
        return against.isEmpty()
                ? Messages.text("capture.auto.first", way)
                : Messages.text("capture.auto.next", way, against.getLast().message());
    }

    /// Asks about one plan.
    ///
    /// @throws IOException when the cluster cannot be asked
    public Checked check(CapturePlan plan) throws IOException, InterruptedException {
        Optional<Refusal> impossible = impossible(plan);
        if (impossible.isPresent()) {
            return new Checked(plan, List.of(impossible.get()));
        }
        AccessResult rights;
        try {
            rights = new AccessReview(client).review(plan.rights());
        } catch (KubernetesClientException e) {
            throw new IOException(ClusterProblem.words(e), e);
        }
        if (!rights.isGranted()) {
            return new Checked(plan, List.of(Refusal.missing(rights, new AccessReview(client).identity(user))));
        }
        List<Refusal> memory = memory(plan);
        if (!memory.isEmpty()) {
            return new Checked(plan, memory);
        }
        List<Refusal> refusals = rehearse(plan);
        boolean baseline = plan.mode() == CaptureMode.POD
                && refusals.stream().anyMatch(refusal -> refusal.kind() == Refusal.Kind.POD_SECURITY);
        if (baseline) {
            CapturePlan usual = plan.withUsualCapabilities();
            if (rehearse(usual).isEmpty()) {
                return new Checked(usual.noting(Messages.text("capture.plan.baseline")), List.of());
            }
        }
        return new Checked(plan, refusals);
    }

    private Optional<Refusal> impossible(CapturePlan plan) {
        boolean nothing = plan.program() == CaptureProgram.AGENT
                && plan.settings().agent().isSent()
                && !bundle.isThere();
        return nothing ? Optional.of(Refusal.noAgent()) : Optional.empty();
    }

    /// An agent in a pod must never be what has the pod killed.
    private List<Refusal> memory(CapturePlan plan) throws IOException {
        if (plan.program() != CaptureProgram.AGENT) {
            return List.of();
        }
        MemoryHeadroom headroom = new MemoryHeadroom(client);
        List<Refusal> refusals = new ArrayList<>();
        try {
            for (CaptureSite site : plan.sites()) {
                if (site instanceof CaptureSite.PodContainer in) {
                    headroom.tooLittle(in.namespace(), in.pod())
                            .map(Refusal::memory)
                            .ifPresent(refusals::add);
                }
            }
        } catch (KubernetesClientException e) {
            throw new IOException(e.getMessage(), e);
        }
        return refusals;
    }

    /// What is made in one namespace is all alike: one of it is asked about.
    private List<Refusal> rehearse(CapturePlan plan) throws IOException, InterruptedException {
        Map<String, CaptureSite> byNamespace = new LinkedHashMap<>();
        plan.sites().forEach(site -> byNamespace.putIfAbsent(site.namespace(), site));
        List<Refusal> refusals = new ArrayList<>();
        for (CaptureSite site : byNamespace.values()) {
            rehearse(plan, site).ifPresent(refusals::add);
        }
        return refusals;
    }

    private Optional<Refusal> rehearse(CapturePlan plan, CaptureSite site) throws IOException, InterruptedException {
        CaptureObjects objects = plan.objects();
        return switch (site) {
            case CaptureSite.NodeJob job -> {
                Optional<Refusal> ofJob = refusal(api.create(objects.job(job), true), plan.mode());
                yield ofJob.isPresent() ? ofJob : ofPod(api.create(objects.pod(job), true), plan.mode());
            }
            case CaptureSite.PodContainer container -> {
                Object patch = CapturePlan.ephemeralPatch(objects.container(container));
                yield refusal(api.addEphemeral(container.namespace(), container.pod(), patch, true), plan.mode());
            }
            case CaptureSite.InPlace inPlace -> Optional.empty();
        };
    }

    private static Optional<Refusal> refusal(ApiAnswer answer, CaptureMode mode) {
        return answer.isGood() ? Optional.empty() : Optional.of(Refusal.of(answer, mode));
    }

    /// The user need not have the right to make pods, only jobs: then nothing is known of the pod beforehand.
    private static Optional<Refusal> ofPod(ApiAnswer answer, CaptureMode mode) {
        return refusal(answer, mode)
                .filter(refusal -> refusal.kind() != Refusal.Kind.ADMISSION
                        || !answer.message().contains("cannot create resource \"pods\""));
    }
}
