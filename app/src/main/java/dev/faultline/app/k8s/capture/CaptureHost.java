package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.ClusterProblem;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedState;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The container of one site in which something captures: makes it when there is none, waits until it runs,
/// says why it does not, removes it. Blocks; one caller at a time.
final class CaptureHost {
    private static final String JOB_LABEL = "batch.kubernetes.io/job-name";
    private static final Pattern TROUBLE = Pattern.compile("Failed.*|BackOff|Evicted|.*Error");
    private static final int FORBIDDEN = 403;

    private final KubernetesClient client;
    private final ApiCalls api;
    private final CapturePlan plan;
    private final CaptureJournal journal;
    private final Timing timing;
    private final Supplier<String> names;
    private CaptureSite site;
    private @Nullable MadeObject made;
    private int ends;

    /// A container that takes commands.
    record Place(String namespace, String pod, String container) {}

    /// @param names gives names that were never used, for what must be made anew
    CaptureHost(
            KubernetesClient client,
            CapturePlan plan,
            CaptureSite site,
            CaptureJournal journal,
            Timing timing,
            Supplier<String> names) {
        this.client = client;
        this.plan = plan;
        this.site = site;
        this.journal = journal;
        this.timing = timing;
        this.names = names;
        api = new ApiCalls(client, timing.answer());
    }

    /// Returns when commands can be run.
    ///
    /// @param progress is told what it waits for
    synchronized Place ready(Consumer<FeedState> progress) throws FeedException, InterruptedException {
        progress.accept(new FeedState.Starting());
        try {
            return switch (site) {
                case CaptureSite.NodeJob job -> job(job, progress);
                case CaptureSite.PodContainer container -> container(container, progress);
                case CaptureSite.InPlace there -> {
                    pod(there.namespace(), there.pod());
                    yield new Place(there.namespace(), there.pod(), there.container());
                }
            };
        } catch (KubernetesClientException e) {
            throw new FeedException(Messages.text("capture.api", ClusterProblem.words(e)), e.getCode() == FORBIDDEN, e);
        } catch (FeedException e) {
            throw e;
        } catch (IOException e) {
            throw new FeedException(Messages.text("capture.api", String.valueOf(e.getMessage())), false, e);
        }
    }

    private Place job(CaptureSite.NodeJob job, Consumer<FeedState> progress) throws IOException, InterruptedException {
        if (made == null) {
            MadeObject object = MadeObject.job(job.namespace(), job.name());
            make(object, () -> api.create(plan.objects().job(job), false));
        }
        return awaitRunning(
                progress,
                () ->
                        client
                                .pods()
                                .inNamespace(job.namespace())
                                .withLabel(JOB_LABEL, job.name())
                                .list()
                                .getItems()
                                .stream()
                                .max(Comparator.comparing(
                                        pod -> String.valueOf(pod.getMetadata().getCreationTimestamp())))
                                .orElse(null),
                plan.objects().containerName(),
                job.name());
    }

    private Place container(CaptureSite.PodContainer container, Consumer<FeedState> progress)
            throws IOException, InterruptedException {
        if (made == null) {
            MadeObject object = MadeObject.ephemeral(container.namespace(), container.pod(), container.container());
            Object patch = CapturePlan.ephemeralPatch(plan.objects().container(container));
            make(object, () -> api.addEphemeral(container.namespace(), container.pod(), patch, false));
        }
        return awaitRunning(
                progress, () -> pod(container.namespace(), container.pod()), container.container(), container.pod());
    }

    private Pod pod(String namespace, String name) throws FeedException {
        Pod pod = client.pods().inNamespace(namespace).withName(name).get();
        if (pod == null) {
            throw new FeedException(Messages.text("capture.pod.gone", namespace + "/" + name), true);
        }
        return pod;
    }

    private interface Making {
        ApiAnswer answer() throws IOException, InterruptedException;
    }

    /// After an answer, the object is there or it is not; without one it may be, and stays in the journal.
    private void make(MadeObject object, Making making) throws IOException, InterruptedException {
        journal.register(object);
        ApiAnswer answer;
        try {
            answer = making.answer();
        } catch (IOException | InterruptedException e) {
            renew();
            throw e;
        }
        if (answer.isGood()) {
            made = object;
            return;
        }
        journal.forget(object);
        renew();
        Refusal refusal = Refusal.of(answer, plan.mode());
        throw new FeedException(refusal.text(), refusal.kind() != Refusal.Kind.OTHER);
    }

    private interface Look {
        @Nullable
        Pod pod() throws FeedException;
    }

    private Place awaitRunning(Consumer<FeedState> progress, Look look, String container, String object)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + timing.start().toNanos();
        String doing = Messages.text("capture.pod.none");
        FeedState told = new FeedState.Starting();
        while (System.nanoTime() - until < 0) {
            Pod pod = look.pod();
            switch (pod == null ? none(object) : PodState.of(pod, container)) {
                case PodState.Running running -> {
                    return place(pod, container);
                }
                case PodState.Failed(String why, boolean lasting) -> {
                    ends++;
                    throw failed(pod, why, lasting);
                }
                case PodState.NoImage(String image, String reason, String said) ->
                    throw failed(pod, Messages.text(noImage(), image, reason, said), true);
                case PodState.Waiting(FeedState state, String waitsFor) -> {
                    doing = waitsFor;
                    if (!state.equals(told)) {
                        told = state;
                        progress.accept(state);
                    }
                }
            }
            Thread.sleep(timing.look());
        }
        giveUp();
        throw new FeedException(Messages.text("capture.pod.late", timing.start().toSeconds(), doing), false);
    }

    private FeedException failed(@Nullable Pod pod, String why, boolean lasting) throws InterruptedException {
        String more = pod == null ? "" : lastTrouble(pod.getMetadata().getName());
        giveUp();
        return new FeedException((why + " " + more).strip(), lasting);
    }

    /// The agent has more ways into a cluster than by one image.
    private String noImage() {
        return plan.program() == CaptureProgram.AGENT ? "capture.pod.agentImage" : "capture.pod.image";
    }

    /// How often a container ended, or could not begin, before commands could be run in it.
    synchronized int ends() {
        return ends;
    }

    private static Place place(@Nullable Pod pod, String container) {
        if (pod == null) {
            throw new IllegalStateException();
        }
        return new Place(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container);
    }

    /// A job without a pod: either it is too early, or the pod was not admitted, which only an event tells.
    private PodState none(String job) {
        Optional<String> refused = events(job).stream()
                .filter(event -> "FailedCreate".equals(event.getReason()))
                .map(Event::getMessage)
                .findFirst();
        return refused.<PodState>map(said -> new PodState.Failed(
                        Refusal.of(new ApiAnswer(FORBIDDEN, said), plan.mode()).text(), true))
                .orElseGet(() -> new PodState.Waiting(new FeedState.Starting(), Messages.text("capture.pod.none")));
    }

    private String lastTrouble(String name) {
        return events(name).stream()
                .filter(event ->
                        TROUBLE.matcher(String.valueOf(event.getReason())).matches())
                .max(Comparator.comparing(event -> String.valueOf(event.getLastTimestamp())))
                .map(event -> Messages.text("capture.pod.event", event.getReason(), event.getMessage()))
                .orElse("");
    }

    /// Events tell more, but the right to read them is not asked for.
    private List<Event> events(String name) {
        try {
            return client.v1().events().inNamespace(site.namespace()).list().getItems().stream()
                    .filter(event -> event.getInvolvedObject() != null
                            && name.equals(event.getInvolvedObject().getName()))
                    .toList();
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    private void giveUp() throws InterruptedException {
        remove();
        renew();
    }

    private void renew() {
        site = site.named(names.get());
    }

    /// Removes what was made. What cannot be removed now stays in the journal.
    synchronized void remove() throws InterruptedException {
        MadeObject object = made;
        if (object == null) {
            return;
        }
        made = null;
        renew();
        try {
            new Removal(client, timing.answer()).remove(object);
            journal.forget(object);
        } catch (IOException e) {
            // Whoever ends the capture removes what is in the journal, and says what stays.
        }
    }
}
