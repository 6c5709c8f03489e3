package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.ClusterConnection;
import dev.faultline.app.k8s.KubeContexts;
import dev.faultline.app.k8s.capture.CaptureJournal;
import dev.faultline.app.k8s.capture.CapturePlan;
import dev.faultline.app.k8s.capture.CapturePlanner;
import dev.faultline.app.k8s.capture.CaptureProgram;
import dev.faultline.app.k8s.capture.CaptureSettings;
import dev.faultline.app.k8s.capture.CaptureSettingsText;
import dev.faultline.app.k8s.capture.CaptureSite;
import dev.faultline.app.k8s.capture.ClusterCapture;
import dev.faultline.app.k8s.capture.ClusterSession;
import dev.faultline.app.k8s.capture.Leftovers;
import dev.faultline.app.k8s.capture.MadeObject;
import dev.faultline.app.k8s.capture.Preflight;
import dev.faultline.app.k8s.capture.Refusal;
import dev.faultline.app.k8s.targets.ClusterNames;
import dev.faultline.app.k8s.targets.ClusterTargets;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetSelection;
import dev.faultline.app.live.LivePlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// One capture in a cluster, from the context to the removal of all that was made.
final class ClusterRun {
    private final Terminal terminal;
    private final Surroundings surroundings;
    private final ClusterOptions options;
    private final LiveStage.Request request;

    ClusterRun(Terminal terminal, Surroundings surroundings, ClusterOptions options, LiveStage.Request request) {
        this.terminal = terminal;
        this.surroundings = surroundings;
        this.options = options;
        this.request = request;
    }

    /// Captures until the time is over, all feeds are lost, or it is interrupted.
    ///
    /// @return exit status
    /// @throws ClusterTrouble when it cannot be done; says why and what to do
    /// @throws IOException when the cluster cannot be asked, or something cannot be written
    int run() throws IOException, InterruptedException {
        try (KubeContexts contexts = new KubeContexts(surroundings.environment(), List.of());
                ClusterConnection connection = ClusterAccess.connect(contexts, options.context());
                ClusterTargets targets = new ClusterTargets(connection.client(), namespace(connection))) {
            removeAbandoned(connection);
            TargetSelection selection =
                    ClusterChoice.of(options, connection.context().namespace());
            ResolvedTargets resolved = ClusterAccess.resolve(targets, selection);
            CaptureSettingsText stored = CaptureSettingsText.read(
                    surroundings.settings()::getOrDefault, connection.context().name());
            CapturePlanner planner = planner(connection, stored.settings());
            CaptureProgram program = options.programOr(stored.program()).keeping(request.full());
            CapturePlan plan = plan(connection, planner, resolved, program);
            if (options.yaml()) {
                terminal.print(plan.yaml(connection.client().getKubernetesSerialization()));
                return Status.DONE;
            }
            plan.notes().forEach(terminal::say);
            return capture(connection, targets, selection, planner, plan);
        }
    }

    private String namespace(ClusterConnection connection) {
        return options.namespace() == null ? connection.context().namespace() : options.namespace();
    }

    private void removeAbandoned(ClusterConnection connection) throws IOException, InterruptedException {
        Leftovers.Outcome outcome = new Leftovers(
                        connection.client(), surroundings.timing().answer())
                .removeAbandoned(
                        surroundings.directories().captureJournals(),
                        connection.context().name());
        outcome.removed().forEach(object -> terminal.say(Messages.text("cli.cleanup.removed", object)));
        outcome.failed().forEach((object, why) -> terminal.say(Messages.text("cli.cleanup.failed", object, why)));
    }

    private CapturePlanner planner(ClusterConnection connection, CaptureSettings stored) throws IOException {
        CaptureSettings settings = stored.withImage(options.image())
                .withPullSecret(options.pullSecret())
                .withNamespace(options.captureNamespace())
                .withAgentBase(options.agentBase())
                .withAgentImage(options.agentImage());
        Duration duration = request.duration();
        if (duration != null) {
            settings = settings.lasting(duration);
        }
        return new CapturePlanner(
                surroundings.startRun(connection.context().name()),
                settings,
                CapturePlanner.Cluster.of(connection.context()));
    }

    private CapturePlan plan(
            ClusterConnection connection, CapturePlanner planner, ResolvedTargets resolved, CaptureProgram program)
            throws IOException, InterruptedException {
        Preflight.Checked checked = new Preflight(
                        connection.client(), connection.context().user(), surroundings.bundle())
                .choose(planner, resolved, options.mode(), program);
        if (checked.isGood()) {
            return checked.plan();
        }
        for (Refusal refusal : checked.refusals()) {
            terminal.say(refusal.text());
            if (!refusal.yaml().isEmpty()) {
                terminal.say(refusal.yaml());
            }
        }
        throw new ClusterTrouble(Messages.text("cli.capture.refused"));
    }

    private int capture(
            ClusterConnection connection,
            ClusterTargets targets,
            TargetSelection selection,
            CapturePlanner planner,
            CapturePlan plan)
            throws IOException, InterruptedException {
        for (CaptureSite site : plan.sites()) {
            terminal.say(Messages.text(
                    "cli.capture.site",
                    site.place().label(),
                    plan.mode().id(),
                    plan.program().id()));
        }
        LivePlan some = LivePlan.of(connection.context().name()).in(request.folder());
        LivePlan livePlan = request.full() ? some.withFull() : some;
        try (LiveStage stage = new LiveStage(terminal, request)) {
            CaptureJournal journal =
                    CaptureJournal.start(surroundings.directories().captureJournals(), plan.run());
            ClusterCapture capture = new ClusterCapture(
                    connection.client(), journal, surroundings.bundle(), surroundings.timing(), Clock.systemUTC());
            try (ClusterSession session = ClusterSession.start(capture, planner, plan, stage.lives(), livePlan);
                    ClusterNames _ = new ClusterNames(targets, session.live().names(), InstantSource.system())) {
                session.follow(targets, selection);
                LiveRun run = stage.run(session.live());
                int status = run.run(session.live(), request.duration(), request.interrupted());
                stage.commit();
                session.stop();
                return status(session, run, status);
            }
        }
    }

    private int status(ClusterSession session, LiveRun run, int status) {
        for (MadeObject object : session.left()) {
            terminal.say(Messages.text("cli.capture.left", object));
        }
        if (status != Status.DONE) {
            return status;
        }
        if (!session.left().isEmpty()) {
            return Status.UNREADABLE;
        }
        return run.hasFound(request.failOn()) ? Status.FOUND : Status.DONE;
    }
}
