package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.ClusterConnection;
import dev.faultline.app.k8s.ClusterProblem;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.KubeContexts;
import dev.faultline.app.k8s.UnreachableException;
import dev.faultline.app.k8s.capture.CaptureJournal;
import dev.faultline.app.k8s.capture.CapturePlanner;
import dev.faultline.app.k8s.capture.ClusterCapture;
import dev.faultline.app.k8s.capture.ClusterSession;
import dev.faultline.app.k8s.capture.Leftovers;
import dev.faultline.app.k8s.capture.MadeObject;
import dev.faultline.app.k8s.capture.Preflight;
import dev.faultline.app.k8s.capture.Refusal;
import dev.faultline.app.k8s.capture.Timing;
import dev.faultline.app.live.Feed;
import dev.faultline.app.live.LivePlan;
import dev.faultline.app.live.LiveSessions;
import dev.faultline.app.live.local.LocalCapture;
import dev.faultline.app.live.local.LocalInterface;
import dev.faultline.app.live.local.LocalProgram;
import dev.faultline.app.ui.capture.Capturing;
import dev.faultline.app.ui.capture.RunningCapture;
import dev.faultline.app.ui.cluster.CaptureRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Captures in clusters and on this machine, into sessions of the window. Thread-safe; blocks.
final class ClusterCapturing implements Capturing {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Supplier<KubeContexts> contexts;
    private final Supplier<LiveSessions> sessions;
    private final Path journals;
    private final AgentBundle bundle;
    private final Clock clock;

    /// @param journals folder in which captures write down what they make
    /// @param bundle the agent, to be sent to containers
    ClusterCapturing(
            Supplier<KubeContexts> contexts,
            Supplier<LiveSessions> sessions,
            Path journals,
            AgentBundle bundle,
            Clock clock) {
        this.contexts = contexts;
        this.sessions = sessions;
        this.journals = journals;
        this.bundle = bundle;
        this.clock = clock;
    }

    @Override
    public RunningCapture start(CaptureRequest request) throws IOException, InterruptedException {
        ClusterConnection connection = connect(request.context());
        try {
            return start(request, connection);
        } catch (IOException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private ClusterConnection connect(KubeContext context) throws IOException {
        try {
            return contexts.get().connect(context);
        } catch (UnreachableException e) {
            throw new IOException(Messages.text("live.noConnection", context.name(), ClusterProblem.words(e)), e);
        }
    }

    private RunningCapture start(CaptureRequest request, ClusterConnection connection)
            throws IOException, InterruptedException {
        CapturePlanner planner = CaptureRequests.planner(request);
        Preflight.Checked checked = new Preflight(
                        connection.client(), request.context().user(), bundle)
                .choose(planner, request.now(), request.options().mode(), CaptureRequests.program(request));
        if (!checked.isGood()) {
            throw new IOException(checked.refusals().stream().map(Refusal::text).collect(Collectors.joining(" ")));
        }
        LiveSessions lives = sessions.get();
        CaptureJournal journal = CaptureJournal.start(journals, planner.run());
        ClusterCapture capture = new ClusterCapture(connection.client(), journal, bundle, Timing.DEFAULT, clock);
        LivePlan usual = LivePlan.of(nameOf(request));
        LivePlan livePlan = request.options().full() ? usual.withFull() : usual;
        ClusterSession session = ClusterSession.start(capture, planner, checked.plan(), lives, livePlan);
        try {
            return new ClusterRun(request, connection, planner.run().id(), session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static String nameOf(CaptureRequest request) {
        var names = new TreeSet<>(request.namespaces());
        return names.isEmpty()
                ? request.context().name()
                : request.context().name() + " \u00b7 " + String.join(", ", names);
    }

    @Override
    public List<LocalInterface> interfaces() throws IOException {
        return LocalCapture.interfaces();
    }

    @Override
    public RunningCapture startHere(String name) throws IOException, InterruptedException {
        Feed feed = new LocalCapture(System.getenv(), bundle).feed(name, "", LocalProgram.AUTO, false);
        return new LocalRun(sessions.get().start(LivePlan.of(name), List.of(feed)));
    }

    @Override
    public List<Leftover> leftovers() throws IOException {
        List<Leftover> found = new ArrayList<>();
        for (String context : contextNames()) {
            List<String> objects = new ArrayList<>();
            for (CaptureJournal journal : CaptureJournal.abandoned(journals, context)) {
                try (journal) {
                    journal.made().forEach(object -> objects.add(object.toString()));
                }
            }
            if (!objects.isEmpty()) {
                found.add(new Leftover(context, objects));
            }
        }
        return found;
    }

    private Set<String> contextNames() {
        return contexts.get().list().contexts().stream()
                .map(KubeContext::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Removal remove(Leftover leftover) throws IOException, InterruptedException {
        KubeContext context = contexts.get().list().find(leftover.context());
        if (context == null) {
            throw new IOException(Messages.text("live.noContext", leftover.context()));
        }
        try (ClusterConnection connection = connect(context)) {
            Leftovers.Outcome outcome =
                    new Leftovers(connection.client(), PATIENCE).removeAbandoned(journals, leftover.context());
            return removal(outcome.removed(), outcome.failed());
        }
    }

    static Removal removal(List<MadeObject> removed, Map<MadeObject, String> failed) {
        return new Removal(
                removed.stream().map(MadeObject::toString).toList(),
                failed.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList());
    }
}
