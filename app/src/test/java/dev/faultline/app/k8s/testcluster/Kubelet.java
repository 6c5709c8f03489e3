package dev.faultline.app.k8s.testcluster;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.json.JsonObject;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The job controller, the scheduler and the kubelet of a [TestCluster]: makes the pods of jobs, and lets them
/// run or says why they do not.
public final class Kubelet implements AutoCloseable {
    private static final String STARTED = "2026-11-24T19:00:00Z";

    private final KubernetesClient client;
    private final TestCluster.Admission admission;
    private final Places places;
    private final Containers containers = new Containers();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final Map<Process, String> processes = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final SharedIndexInformer<Job> jobs;
    private final SharedIndexInformer<Pod> pods;
    private volatile Fate fate = Fate.RUN;
    private volatile String missing = "";

    /// What becomes of the pods that are made from now on.
    public enum Fate {
        /// They run at once.
        RUN,
        /// The image cannot be pulled.
        IMAGE_MISSING,
        /// The image is being pulled, without end.
        PULLING,
        /// No node takes them.
        UNSCHEDULABLE
    }

    /// Where the containers of a pod run.
    interface Places {
        TestCluster.Surroundings of(Pod pod);
    }

    Kubelet(KubernetesClient client, TestCluster.Admission admission, Places places) {
        this.client = client;
        this.admission = admission;
        this.places = places;
        jobs = client.batch().v1().jobs().inAnyNamespace().inform(new Handler<>() {
            @Override
            public void onAdd(Job job) {
                later(() -> create(job));
            }

            @Override
            public void onDelete(Job job, boolean unknown) {
                later(() -> deletePods(job));
            }
        });
        pods = client.pods().inAnyNamespace().inform(new Handler<>() {
            @Override
            public void onUpdate(Pod before, Pod now) {
                later(() -> runEphemeral(now));
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {
                later(() -> kill(pod));
            }
        });
    }

    private abstract static class Handler<T> implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {}

        @Override
        public void onUpdate(T before, T now) {}
    }

    private void later(Runnable work) {
        worker.execute(() -> {
            try {
                work.run();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && !worker.isShutdown()) {
                    e.printStackTrace();
                }
            }
        });
    }

    /// What becomes of the pods that are made from now on.
    public void decide(Fate next) {
        fate = next;
    }

    /// That image cannot be pulled, others can.
    public void lacks(String image) {
        missing = image;
    }

    private void create(Job job) {
        String name = job.getMetadata().getName() + "-" + numbers.incrementAndGet();
        Pod pod = new PodBuilder()
                .withMetadata(job.getSpec().getTemplate().getMetadata())
                .editMetadata()
                .withName(name)
                .withNamespace(job.getMetadata().getNamespace())
                .addToLabels("batch.kubernetes.io/job-name", job.getMetadata().getName())
                .addToLabels("job-name", job.getMetadata().getName())
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .build();
        ApiRequest request = new ApiRequest("create", "pods", job.getMetadata().getNamespace(), name);
        Optional<String> refusal = admission.refuses(
                request, new JsonObject(client.getKubernetesSerialization().asJson(pod)));
        if (refusal.isPresent()) {
            tell(job, "FailedCreate", "Error creating: " + refusal.get());
            return;
        }
        Pod created = client.pods().resource(pod).create();
        boolean lacking = created.getSpec().getContainers().stream()
                .anyMatch(container -> container.getImage().equals(missing));
        switch (lacking ? Fate.IMAGE_MISSING : fate) {
            case RUN -> run(created, "172.18.0.2");
            case IMAGE_MISSING -> imageMissing(created);
            case PULLING -> wait(created, "ContainerCreating", "");
            case UNSCHEDULABLE -> unschedulable(created);
        }
    }

    /// Lets a pod run.
    Pod run(Pod pod, String ip) {
        pod.getSpec()
                .getContainers()
                .forEach(container -> start(pod, container.getName(), container.getCommand(), container.getArgs()));
        List<ContainerStatus> statuses = pod.getSpec().getContainers().stream()
                .map(container -> running(container.getName(), container.getImage()))
                .toList();
        return edit(
                pod,
                status -> status.withPhase("Running")
                        .withPodIP(ip)
                        .withHostIP("172.18.0.2")
                        .addNewPodIP(ip)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .withContainerStatuses(statuses));
    }

    /// Starts what a container of a capture runs; that of other pods is of no interest.
    private void start(Pod pod, String container, List<String> command, List<String> arguments) {
        TestCluster.Surroundings where = places.of(pod);
        if (where.image() != null && !(command.isEmpty() && arguments.isEmpty())) {
            List<String> whole =
                    new ArrayList<>(command.isEmpty() ? where.image().entrypoint() : command);
            whole.addAll(arguments);
            containers.start(pod, container, where, whole, status -> later(() -> ended(pod, container, status)));
        }
    }

    /// A container has ended by itself.
    private void ended(Pod pod, String container, int code) {
        edit(pod, status -> {
            if (pod.getSpec().getContainers().stream()
                    .anyMatch(each -> each.getName().equals(container))) {
                status.withPhase(code == 0 ? "Succeeded" : "Failed");
            }
            return status.withContainerStatuses(terminated(status.buildContainerStatuses(), container, code))
                    .withEphemeralContainerStatuses(
                            terminated(status.buildEphemeralContainerStatuses(), container, code));
        });
    }

    private static List<ContainerStatus> terminated(List<ContainerStatus> statuses, String container, int code) {
        return statuses.stream()
                .map(status -> status.getName().equals(container)
                        ? new ContainerStatusBuilder(status)
                                .withState(new ContainerStateBuilder()
                                        .withNewTerminated()
                                        .withExitCode(code)
                                        .withReason(code == 0 ? "Completed" : "Error")
                                        .endTerminated()
                                        .build())
                                .build()
                        : status)
                .toList();
    }

    private static ContainerStatus running(String name, String image) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage(image)
                .withReady(true)
                .withState(new ContainerStateBuilder()
                        .withNewRunning()
                        .withStartedAt(STARTED)
                        .endRunning()
                        .build())
                .build();
    }

    private void imageMissing(Pod pod) {
        wait(pod, "ImagePullBackOff", "Back-off pulling image");
        tell(pod, "Failed", "Failed to pull image: not found");
    }

    private void wait(Pod pod, String reason, String message) {
        List<ContainerStatus> statuses = pod.getSpec().getContainers().stream()
                .map(container -> new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting()
                                .withReason(reason)
                                .withMessage(message)
                                .endWaiting()
                                .build())
                        .build())
                .toList();
        edit(pod, status -> status.withPhase("Pending").withContainerStatuses(statuses));
        if (reason.equals("ContainerCreating")) {
            tell(pod, "Pulling", "Pulling image");
        }
    }

    private void unschedulable(Pod pod) {
        edit(
                pod,
                status -> status.withPhase("Pending")
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage("0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: db}.")
                        .endCondition());
    }

    /// Evicts a pod: its processes die, it says why.
    public void evict(String namespace, String name) {
        Pod pod = client.pods().inNamespace(namespace).withName(name).get();
        edit(
                pod,
                status -> status.withPhase("Failed")
                        .withReason("Evicted")
                        .withMessage("The node was low on resource: memory."));
        kill(pod);
    }

    /// Pods that capture, by their label.
    public List<Pod> pods(Map<String, String> labels) {
        return client.pods().inAnyNamespace().withLabels(labels).list().getItems();
    }

    private interface Change {
        PodStatusBuilder apply(PodStatusBuilder status);
    }

    private Pod edit(Pod pod, Change change) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .edit(current -> {
                    PodStatusBuilder status = current.getStatus() == null
                            ? new PodStatusBuilder()
                            : new PodStatusBuilder(current.getStatus());
                    return new PodBuilder(current)
                            .withStatus(change.apply(status).build())
                            .build();
                });
    }

    private void runEphemeral(Pod pod) {
        List<String> known = Optional.ofNullable(pod.getStatus())
                .map(status -> status.getEphemeralContainerStatuses().stream()
                        .map(ContainerStatus::getName)
                        .toList())
                .orElse(List.of());
        List<EphemeralContainer> asked = pod.getSpec().getEphemeralContainers().stream()
                .filter(container -> !known.contains(container.getName()))
                .toList();
        List<ContainerStatus> fresh = asked.stream()
                .map(container -> running(container.getName(), container.getImage()))
                .toList();
        if (!fresh.isEmpty() && fate == Fate.RUN) {
            asked.forEach(container -> start(pod, container.getName(), container.getCommand(), container.getArgs()));
            edit(pod, status -> status.addAllToEphemeralContainerStatuses(fresh));
        }
    }

    /// Ends an ephemeral container, as when its process ends.
    public void endEphemeral(String namespace, String name) {
        Pod pod = client.pods().inNamespace(namespace).withName(name).get();
        pod.getStatus().getEphemeralContainerStatuses().forEach(status -> ended(pod, status.getName(), 0));
    }

    private void tell(HasMetadata about, String reason, String message) {
        String namespace = about.getMetadata().getNamespace();
        client.v1()
                .events()
                .inNamespace(namespace)
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName(about.getMetadata().getName() + "." + numbers.incrementAndGet())
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind(about.getKind())
                        .withName(about.getMetadata().getName())
                        .withNamespace(namespace)
                        .endInvolvedObject()
                        .withType("Warning")
                        .withReason(reason)
                        .withMessage(message)
                        .withLastTimestamp(Instant.now().toString())
                        .build())
                .create();
    }

    private void deletePods(Job job) {
        client.pods()
                .inNamespace(job.getMetadata().getNamespace())
                .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
                .delete();
    }

    void belongs(Process process, Pod pod) {
        processes.put(process, key(pod));
    }

    /// The containers that run for real.
    Containers containers() {
        return containers;
    }

    private void kill(Pod pod) {
        containers.kill(pod);
        processes.forEach((process, owner) -> {
            if (owner.equals(key(pod))) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        });
    }

    private static String key(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }

    static boolean isRunning(Pod pod, String container) {
        return pod.getStatus() != null
                && Stream.concat(
                                pod.getStatus().getContainerStatuses().stream(),
                                pod.getStatus().getEphemeralContainerStatuses().stream())
                        .anyMatch(status -> status.getName().equals(container)
                                && status.getState() != null
                                && status.getState().getRunning() != null);
    }

    @Override
    public void close() {
        jobs.close();
        pods.close();
        worker.shutdownNow();
        containers.close();
    }
}
