package dev.faultline.app.k8s.capture;

import dev.faultline.app.k8s.ClusterProblem;
import dev.faultline.app.k8s.exec.ExecChannel;
import dev.faultline.app.k8s.exec.ExecCommand;
import dev.faultline.app.k8s.exec.ExecEnd;
import dev.faultline.app.k8s.exec.ExecException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Removes what captures made. Blocks.
final class Removal {
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final Duration patience;

    /// @param patience for one request
    Removal(KubernetesClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /// Removes an object; it is no mistake if it is not there.
    ///
    /// @throws IOException when it cannot be removed: with the cluster's words
    void remove(MadeObject object) throws IOException, InterruptedException {
        switch (object.kind()) {
            case JOB -> removeJob(object);
            case EPHEMERAL_CONTAINER -> endContainer(object);
        }
    }

    private void removeJob(MadeObject object) throws IOException, InterruptedException {
        ApiAnswer answer = new ApiCalls(client, patience).deleteJob(object.namespace(), object.name());
        if (!answer.isGood() && answer.status() != NOT_FOUND) {
            throw new IOException(answer.message());
        }
    }

    /// An ephemeral container cannot be taken out of its pod, only its process can end.
    private void endContainer(MadeObject object) throws IOException, InterruptedException {
        Pod pod;
        try {
            pod = client.pods()
                    .inNamespace(object.namespace())
                    .withName(object.name())
                    .get();
        } catch (KubernetesClientException e) {
            throw new IOException(ClusterProblem.words(e), e);
        }
        if (pod == null || !PodState.isAlive(pod, object.container())) {
            return;
        }
        try {
            if (run(object, CaptureScripts.leave(), new byte[0]) instanceof ExecEnd.Failed) {
                // The agent's image has no shell, but an agent.
                run(object, AgentScripts.attach(new AgentSettings("any", "")), AgentScripts.stopping());
            }
        } catch (ExecException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(ClusterProblem.words(e), e);
        }
    }

    private ExecEnd run(MadeObject object, List<String> arguments, byte[] input)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ExecCommand command = new ExecCommand(object.namespace(), object.name(), object.container(), arguments);
        try (ExecChannel channel = ExecChannel.open(client, command, patience, line -> {})) {
            // What it says is not of interest, but nothing ends while it cannot say it.
            Thread.ofVirtual().start(() -> passOver(channel));
            if (input.length > 0) {
                channel.send(input, patience);
            }
            return channel.end().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void passOver(ExecChannel channel) {
        try {
            channel.output().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It has ended.
        }
    }
}
