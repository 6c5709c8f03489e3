package dev.faultline.app.launch;

import dev.faultline.app.k8s.ClusterConnection;
import dev.faultline.app.k8s.capture.CapturePlan;
import dev.faultline.app.k8s.capture.CapturePlanner;
import dev.faultline.app.k8s.capture.ClusterCapture;
import dev.faultline.app.k8s.capture.MadeObject;
import dev.faultline.app.k8s.targets.ClusterNames;
import dev.faultline.app.k8s.targets.ClusterTargets;
import dev.faultline.app.k8s.targets.PodEvents;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.SelectionFollower;
import dev.faultline.app.k8s.targets.TargetSelection;
import dev.faultline.app.k8s.targets.TargetSnapshot;
import dev.faultline.app.k8s.targets.WatchState;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.LiveListener;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.ui.capture.Capturing;
import dev.faultline.app.ui.capture.RunningCapture;
import dev.faultline.app.ui.cluster.CaptureRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A capture that runs in a cluster and follows what was chosen as pods come and go. Thread-safe.
final class ClusterRun implements RunningCapture {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClusterConnection connection;
    private final CapturePlanner planner;
    private final CapturePlan plan;
    private final ClusterCapture capture;
    private final LiveSession live;
    private final TargetSelection selection;
    private final ClusterTargets targets;
    private final SelectionFollower follower;
    private final ClusterNames names;
    private final PodEvents events;
    private boolean stopped;

    /// Follows from now on.
    ///
    /// @param plan as it was when it began
    /// @param capture whose feeds `live` has
    ClusterRun(
            CaptureRequest request,
            ClusterConnection connection,
            CapturePlanner planner,
            CapturePlan plan,
            ClusterCapture capture,
            LiveSession live) {
        this.connection = connection;
        this.planner = planner;
        this.plan = plan;
        this.capture = capture;
        this.live = live;
        selection = request.selection();
        targets = new ClusterTargets(connection.client(), connection.context().namespace());
        request.namespaces().forEach(targets::addNamespace);
        names = new ClusterNames(targets, live.names(), InstantSource.system());
        Set<String> namespaces = Set.copyOf(request.namespaces());
        events = new PodEvents(
                targets,
                pod -> namespaces.isEmpty() || namespaces.contains(pod.namespace()),
                live::happened,
                InstantSource.system());
        follower = new SelectionFollower(targets, request.selection(), this::follow);
    }

    /// What is chosen means something else now. A list that has not come whole yet means nothing, and no pod at
    /// all is most likely a Deployment between two sets of pods: then what is captured goes on.
    private synchronized void follow(ResolvedTargets told) {
        TargetSnapshot all = targets.snapshot();
        boolean whole = all.states().values().stream().noneMatch(WatchState.Listing.class::isInstance);
        ResolvedTargets now = selection.resolve(all);
        if (stopped || told.isEmpty() || !whole || now.isEmpty()) {
            return;
        }
        try {
            ClusterCapture.Change change = capture.follow(plan.again(planner, now));
            change.removed().forEach(feed -> live.stop(feed.place()));
            change.added().forEach(live::add);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public AnalysisSession session() {
        return live.session();
    }

    @Override
    public List<FeedStatus> sources() {
        return live.feeds();
    }

    @Override
    public Runnable listen(Runnable changed) {
        return live.listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                changed.run();
            }
        });
    }

    @Override
    public String story(FeedPlace place) throws IOException {
        return new PodStory(connection.client(), planner.run().id()).of(place);
    }

    @Override
    public Capturing.Removal stop() throws InterruptedException {
        synchronized (this) {
            if (!stopped) {
                stopped = true;
                follower.close();
                names.close();
                events.close();
                targets.close();
            }
        }
        Set<MadeObject> before = Set.copyOf(capture.left());
        live.stop();
        live.session().awaitEnd(PATIENCE);
        capture.close();
        Set<MadeObject> left = Set.copyOf(capture.left());
        if (left.isEmpty()) {
            connection.close();
        }
        List<String> removed = before.stream()
                .filter(object -> !left.contains(object))
                .map(MadeObject::toString)
                .collect(Collectors.toCollection(ArrayList::new));
        return new Capturing.Removal(
                removed, left.stream().map(MadeObject::toString).toList());
    }
}
