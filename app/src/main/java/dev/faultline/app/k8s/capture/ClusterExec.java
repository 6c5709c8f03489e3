package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.exec.ExecChannel;
import dev.faultline.app.k8s.exec.ExecCommand;
import dev.faultline.app.k8s.exec.ExecException;
import dev.faultline.app.live.FeedException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.function.Consumer;

/// Runs commands in containers, and says in words why it cannot.
final class ClusterExec {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private ClusterExec() {}

    /// Runs a command.
    ///
    /// @param patience how long the cluster may take to accept it
    /// @param errorLine hears each line of standard error
    /// @throws FeedException when the cluster refuses it or does not answer
    static ExecChannel open(KubernetesClient client, ExecCommand command, Duration patience, Consumer<String> errorLine)
            throws FeedException, InterruptedException {
        try {
            return ExecChannel.open(client, command, patience, errorLine);
        } catch (ExecException e) {
            String place = command.namespace() + "/" + command.pod();
            throw switch (e.status()) {
                case FORBIDDEN -> new FeedException(Messages.text("capture.exec.forbidden", place), true, e);
                case NOT_FOUND -> new FeedException(Messages.text("capture.pod.gone", place), true, e);
                default ->
                    new FeedException(
                            Messages.text("capture.exec.failed", place, String.valueOf(e.getMessage())), false, e);
            };
        }
    }
}
