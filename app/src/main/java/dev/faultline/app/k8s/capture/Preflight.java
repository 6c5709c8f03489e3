package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.AccessResult;
import dev.faultline.app.k8s.AccessReview;
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

    private final KubernetesClient client;
    private final ApiCalls api;
    private final String user;

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

    /// @param user as the API server knows the user
    public Preflight(KubernetesClient client, String user) {
        this.client = client;
        this.user = user;
        api = new ApiCalls(client, PATIENCE);
    }

    /// Plans what can be made: as asked for, or with [CaptureMode#AUTO] the first way that is open. A note says
    /// why it is not the one before.
    ///
    /// @throws IOException when the cluster cannot be asked
    public Checked choose(CapturePlanner planner, ResolvedTargets targets, CaptureMode mode)
            throws IOException, InterruptedException {
        if (mode != CaptureMode.AUTO) {
            return check(planner.plan(targets, mode));
        }
        List<Refusal> refusals = new ArrayList<>();
        Checked first = null;
        for (CaptureMode candidate : BY_PREFERENCE) {
            if (!CapturePlanner.fits(targets, candidate)) {
                continue;
            }
            Checked checked = check(planner.plan(targets, candidate));
            if (checked.isGood()) {
                return new Checked(checked.plan().noting(why(candidate, refusals)), List.of());
            }
            first = first == null ? checked : first;
            refusals.addAll(checked.refusals());
        }
        return new Checked(first == null ? planner.plan(targets, CaptureMode.NODE) : first.plan(), refusals);
    }

    private static String why(CaptureMode chosen, List<Refusal> against) {
        return against.isEmpty()
                ? Messages.text("capture.auto.first", chosen.id())
                : Messages.text(
                        "capture.auto.next", chosen.id(), against.getLast().message());
    }

    /// Asks about one plan.
    ///
    /// @throws IOException when the cluster cannot be asked
    public Checked check(CapturePlan plan) throws IOException, InterruptedException {
        AccessResult rights;
        try {
            rights = new AccessReview(client).review(plan.rights());
        } catch (KubernetesClientException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (!rights.isGranted()) {
            return new Checked(plan, List.of(Refusal.missing(rights, user)));
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
