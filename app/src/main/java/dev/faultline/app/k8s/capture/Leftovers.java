package dev.faultline.app.k8s.capture;

import dev.faultline.app.k8s.ClusterProblem;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What captures left in a cluster: found by label, by name and by journal, and removed. Blocks.
public final class Leftovers {
    private static final Pattern CONTAINER = Pattern.compile(CaptureRun.NAME_PREFIX + "([a-z0-9]{6})-\\d+");

    private final KubernetesClient client;
    private final Removal removal;

    /// Something that is left.
    ///
    /// @param run id of the run that made it
    /// @param owner of the run, as its label has it; empty when it is not known
    public record Leftover(MadeObject object, String run, String owner) {}

    /// What came of a removal.
    ///
    /// @param removed what is gone
    /// @param failed what is not, and why
    public record Outcome(List<MadeObject> removed, Map<MadeObject, String> failed) {
        /// Copies both.
        public Outcome {
            removed = List.copyOf(removed);
            failed = Map.copyOf(failed);
        }
    }

    /// @param patience for one request
    public Leftovers(KubernetesClient client, Duration patience) {
        this.client = client;
        removal = new Removal(client, patience);
    }

    /// All that captures of anyone have in the cluster now, those that still run too.
    ///
    /// @param namespaces to look in where the user may not look in all
    /// @throws IOException when nothing can be looked at
    public List<Leftover> find(Collection<String> namespaces) throws IOException {
        List<Leftover> found = new ArrayList<>();
        try {
            find(
                    found,
                    client.batch()
                            .v1()
                            .jobs()
                            .inAnyNamespace()
                            .withLabel(CaptureRun.MANAGED_BY, CaptureRun.FAULTLINE)
                            .list()
                            .getItems(),
                    client.pods().inAnyNamespace().list().getItems());
            return found;
        } catch (KubernetesClientException e) {
            found.clear();
        }
        KubernetesClientException last = null;
        for (String namespace : namespaces) {
            try {
                find(
                        found,
                        client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace)
                                .withLabel(CaptureRun.MANAGED_BY, CaptureRun.FAULTLINE)
                                .list()
                                .getItems(),
                        client.pods().inNamespace(namespace).list().getItems());
            } catch (KubernetesClientException e) {
                last = e;
            }
        }
        if (last != null && found.isEmpty()) {
            throw new IOException(ClusterProblem.words(last), last);
        }
        return found;
    }

    private static void find(List<Leftover> found, List<Job> jobs, List<Pod> pods) {
        for (Job job : jobs) {
            ObjectMeta meta = job.getMetadata();
            found.add(new Leftover(
                    MadeObject.job(meta.getNamespace(), meta.getName()),
                    label(meta, CaptureRun.RUN),
                    label(meta, CaptureRun.OWNER)));
        }
        for (Pod pod : pods) {
            for (EphemeralContainer container : pod.getSpec().getEphemeralContainers()) {
                Matcher name = CONTAINER.matcher(container.getName());
                if (name.matches() && PodState.isAlive(pod, container.getName())) {
                    ObjectMeta meta = pod.getMetadata();
                    found.add(new Leftover(
                            MadeObject.ephemeral(meta.getNamespace(), meta.getName(), container.getName()),
                            name.group(1),
                            ""));
                }
            }
        }
    }

    private static String label(ObjectMeta meta, String name) {
        return meta.getLabels() == null ? "" : meta.getLabels().getOrDefault(name, "");
    }

    /// Removes all of these.
    public Outcome remove(Collection<MadeObject> objects) throws InterruptedException {
        List<MadeObject> removed = new ArrayList<>();
        Map<MadeObject, String> failed = new java.util.LinkedHashMap<>();
        for (MadeObject object : objects) {
            try {
                removal.remove(object);
                removed.add(object);
            } catch (IOException e) {
                failed.put(object, String.valueOf(e.getMessage()));
            }
        }
        return new Outcome(removed, failed);
    }

    /// Removes what a journal knows, and writes there what is gone.
    public Outcome remove(CaptureJournal journal) throws InterruptedException {
        Outcome outcome = remove(journal.made());
        for (MadeObject object : outcome.removed()) {
            try {
                journal.forget(object);
            } catch (IOException e) {
                // It will be tried once more at the next start, and found to be gone.
            }
        }
        return outcome;
    }

    /// Removes what runs of this user on this machine left in the cluster of a context when they crashed.
    ///
    /// @param folder of the journals
    public Outcome removeAbandoned(Path folder, String context) throws IOException, InterruptedException {
        List<MadeObject> removed = new ArrayList<>();
        Map<MadeObject, String> failed = new java.util.LinkedHashMap<>();
        for (CaptureJournal journal : CaptureJournal.abandoned(folder, context)) {
            try (journal) {
                Outcome outcome = remove(journal);
                removed.addAll(outcome.removed());
                failed.putAll(outcome.failed());
            }
        }
        return new Outcome(removed, failed);
    }
}
