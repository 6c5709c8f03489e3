package dev.faultline.app.k8s.capture;

import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.SelectionFollower;
import dev.faultline.app.k8s.targets.TargetSelection;
import dev.faultline.app.k8s.targets.Targets;
import dev.faultline.app.live.Feed;
import dev.faultline.app.live.LivePlan;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.live.LiveSessions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A live session over what was chosen in a cluster: feeds come and go as pods do, and what was made for them
/// is removed at the end. Thread-safe; starting and closing block.
public final class ClusterSession implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ClusterSession.class.getName());
    /// An agent that is busy may take twelve to say goodbye.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ClusterCapture capture;
    private final CapturePlanner planner;
    private final CapturePlan plan;
    private final LiveSession live;
    private final ExecutorService following = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("capture-follow").factory());
    private @Nullable SelectionFollower follower;
    private boolean closed;

    private ClusterSession(ClusterCapture capture, CapturePlanner planner, CapturePlan plan, LiveSession live) {
        this.capture = capture;
        this.planner = planner;
        this.plan = plan;
        this.live = live;
    }

    /// Starts to capture what `plan` says.
    ///
    /// @param capture without feeds; closed with the session, or when it cannot be started
    /// @param planner that the plan comes from
    /// @param plan checked, with at least one site
    /// @throws IOException when there is no place for the packets
    public static ClusterSession start(
            ClusterCapture capture, CapturePlanner planner, CapturePlan plan, LiveSessions sessions, LivePlan livePlan)
            throws IOException, InterruptedException {
        boolean started = false;
        try {
            List<Feed> feeds = capture.follow(plan).added();
            LiveSession live = sessions.start(livePlan, feeds);
            started = true;
            return new ClusterSession(capture, planner, plan, live);
        } finally {
            if (!started) {
                capture.close();
            }
        }
    }

    /// The session that shows it.
    public LiveSession live() {
        return live;
    }

    /// Follows a selection from now on.
    public synchronized void follow(Targets targets, TargetSelection selection) {
        if (!closed && follower == null) {
            follower = new SelectionFollower(targets, selection, now -> following.execute(() -> accept(now)));
        }
    }

    /// A selection that means nothing at the moment is most likely a Deployment between two sets of pods: what
    /// is captured goes on.
    private void accept(ResolvedTargets now) {
        synchronized (this) {
            if (closed || now.isEmpty()) {
                return;
            }
        }
        try {
            ClusterCapture.Change change = capture.follow(plan.again(planner, now));
            change.removed().forEach(feed -> live.stop(feed.place()));
            change.added().forEach(live::add);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "the session was stopped meanwhile", e);
        }
    }

    /// What may still be in the cluster; after [#stop()].
    public List<MadeObject> left() {
        return capture.left();
    }

    /// Stops, unless [#stop()] was called before.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops, waits until what was found is stored, and removes what was made. A second call tries again what
    /// could not be removed.
    public void stop() throws InterruptedException {
        SelectionFollower ended;
        synchronized (this) {
            closed = true;
            ended = follower;
            follower = null;
        }
        if (ended != null) {
            ended.close();
        }
        following.close();
        live.stop();
        try {
            live.session().awaitEnd(PATIENCE);
        } finally {
            capture.close();
        }
    }
}
