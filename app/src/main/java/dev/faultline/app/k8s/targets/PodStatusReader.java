package dev.faultline.app.k8s.targets;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the state of a pod into the word that `kubectl get pods` has for it.
final class PodStatusReader {
    private static final String UNKNOWN = "Unknown";

    private PodStatusReader() {}

    static String read(Pod pod, PodStatus status) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return "NodeLost".equals(status.getReason()) ? UNKNOWN : "Terminating";
        }
        String initialising = initialising(ObjectReader.list(status.getInitContainerStatuses()));
        if (initialising != null) {
            return initialising;
        }
        // As kubectl: of several containers in trouble the first is told.
        for (ContainerStatus container : ObjectReader.list(status.getContainerStatuses())) {
            String reason = reason(container.getState());
            if (reason != null && !reason.equals("Completed")) {
                return reason;
            }
        }
        return otherwise(status);
    }

    private static String otherwise(PodStatus status) {
        if (status.getReason() != null && !status.getReason().isEmpty()) {
            return status.getReason();
        }
        boolean completed = ObjectReader.list(status.getContainerStatuses()).stream()
                .anyMatch(container -> "Completed".equals(reason(container.getState())));
        boolean running = ObjectReader.list(status.getContainerStatuses()).stream()
                .anyMatch(container ->
                        container.getState() != null && container.getState().getRunning() != null);
        if (completed && !running) {
            return "Completed";
        }
        String phase = ObjectReader.text(status.getPhase());
        return phase.isEmpty() ? UNKNOWN : phase;
    }

    /// The word for a pod whose containers for initialisation have not all done their work; null when they
    /// have.
    private static @Nullable String initialising(List<ContainerStatus> containers) {
        for (int i = 0; i < containers.size(); i++) {
            ContainerStatus container = containers.get(i);
            ContainerState state = container.getState();
            boolean done = state != null
                    && state.getTerminated() != null
                    && ObjectReader.number(state.getTerminated().getExitCode(), 1) == 0;
            // One that goes on beside the others, a sidecar, is done when it has started.
            if (done || Boolean.TRUE.equals(container.getStarted())) {
                continue;
            }
            String reason = reason(state);
            boolean plain = reason == null || reason.equals("PodInitializing");
            return "Init:" + (plain ? i + "/" + containers.size() : reason);
        }
        return null;
    }

    private static @Nullable String reason(@Nullable ContainerState state) {
        if (state == null) {
            return null;
        }
        if (state.getWaiting() != null) {
            return state.getWaiting().getReason();
        }
        if (state.getTerminated() == null) {
            return null;
        }
        String reason = state.getTerminated().getReason();
        int signal = ObjectReader.number(state.getTerminated().getSignal(), 0);
        if (reason != null && !reason.isEmpty()) {
            return reason;
        }
        return signal != 0
                ? "Signal:" + signal
                : "ExitCode:" + state.getTerminated().getExitCode();
    }
}
