package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedState;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How far a container is that is to run tcpdump, read from its pod.
sealed interface PodState {
    /// It takes commands.
    record Running() implements PodState {}

    /// It is on its way.
    ///
    /// @param state for the user
    /// @param doing in words, should it take too long
    record Waiting(FeedState state, String doing) implements PodState {}

    /// It will not run.
    ///
    /// @param why in words
    /// @param lasting whether trying again is of no use
    record Failed(String why, boolean lasting) implements PodState {}

    /// It will not run, as its image cannot be had.
    ///
    /// @param image as the kubelet names it
    /// @param reason in the kubelet's word
    /// @param said what it says of it, perhaps nothing
    record NoImage(String image, String reason, String said) implements PodState {}

    /// What the kubelet says of an image that it cannot have.
    Set<String> IMAGE_TROUBLE =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable");

    /// Where a container of `pod` is.
    static PodState of(Pod pod, String container) {
        PodStatus status = pod.getStatus();
        if (status == null) {
            return new Waiting(new FeedState.Starting(), Messages.text("capture.pod.unseen"));
        }
        if ("Failed".equals(status.getPhase())) {
            return new Failed(ended(status), false);
        }
        if ("Succeeded".equals(status.getPhase()) || pod.getMetadata().getDeletionTimestamp() != null) {
            return new Failed(Messages.text("capture.pod.over"), false);
        }
        return statusOf(status, container)
                .map(PodState::of)
                .orElseGet(() -> unscheduled(status)
                        .<PodState>map(why -> new Failed(why, true))
                        .orElseGet(() -> new Waiting(new FeedState.Starting(), Messages.text("capture.pod.unseen"))));
    }

    /// Whether a container has not ended.
    static boolean isAlive(Pod pod, String container) {
        PodState state = of(pod, container);
        return state instanceof Running || state instanceof Waiting;
    }

    private static Optional<ContainerStatus> statusOf(PodStatus status, String container) {
        return Stream.concat(status.getContainerStatuses().stream(), status.getEphemeralContainerStatuses().stream())
                .filter(candidate -> candidate.getName().equals(container))
                .findFirst();
    }

    private static PodState of(ContainerStatus status) {
        ContainerState state = status.getState();
        if (state == null) {
            return new Waiting(new FeedState.Starting(), Messages.text("capture.pod.unseen"));
        }
        if (state.getRunning() != null) {
            return new Running();
        }
        if (state.getTerminated() != null) {
            return new Failed(
                    Messages.text(
                            "capture.pod.terminated",
                            text(state.getTerminated().getReason()),
                            String.valueOf(state.getTerminated().getExitCode())),
                    false);
        }
        String reason =
                state.getWaiting() == null ? "" : text(state.getWaiting().getReason());
        String message =
                state.getWaiting() == null ? "" : text(state.getWaiting().getMessage());
        if (IMAGE_TROUBLE.contains(reason)) {
            return new NoImage(text(status.getImage()), reason, message);
        }
        if (reason.startsWith("Create") && reason.endsWith("Error")) {
            return new Failed(Messages.text("capture.pod.create", reason, message), true);
        }
        return new Waiting(
                new FeedState.PullingImage(status.getImage()), Messages.text("capture.pod.pulling", status.getImage()));
    }

    private static Optional<String> unscheduled(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                .map(PodCondition::getMessage)
                .findFirst()
                .map(message -> Messages.text("capture.pod.unschedulable", text(message)));
    }

    private static String ended(PodStatus status) {
        String reason = text(status.getReason());
        return switch (reason) {
            case "DeadlineExceeded" -> Messages.text("capture.pod.deadline");
            case "Evicted" -> Messages.text("capture.pod.evicted", text(status.getMessage()));
            default -> Messages.text("capture.pod.failed", reason, text(status.getMessage()));
        };
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
