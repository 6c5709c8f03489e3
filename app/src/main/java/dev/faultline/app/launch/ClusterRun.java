package dev.faultline.app.launch;

import dev.faultline.app.k8s.ClusterConnection;
import dev.faultline.app.k8s.capture.ClusterSession;
import dev.faultline.app.k8s.capture.MadeObject;
import dev.faultline.app.k8s.targets.ClusterNames;
import dev.faultline.app.k8s.targets.ClusterTargets;
import dev.faultline.app.k8s.targets.PodEvents;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.LiveListener;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.ui.capture.Capturing;
import dev.faultline.app.ui.capture.RunningCapture;
import dev.faultline.app.ui.cluster.CaptureRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A capture that runs in a cluster and follows what was chosen as pods come and go. Thread-safe.
final class ClusterRun implements RunningCapture {
    private final ClusterConnection connection;
    private final String run;
    private final ClusterSession session;
    private final ClusterTargets targets;
    private final ClusterNames names;
    private final PodEvents events;

    /// Follows from now on.
    ///
    /// @param run id of the run of `session`
    ClusterRun(CaptureRequest request, ClusterConnection connection, String run, ClusterSession session) {
        this.connection = connection;
        this.run = run;
        this.session = session;
        targets = new ClusterTargets(connection.client(), connection.context().namespace());
        request.namespaces().forEach(targets::addNamespace);
        names = new ClusterNames(targets, session.live().names(), InstantSource.system());
        Set<String> namespaces = Set.copyOf(request.namespaces());
        events = new PodEvents(
                targets,
                pod -> namespaces.isEmpty() || namespaces.contains(pod.namespace()),
                session.live()::happened,
                InstantSource.system());
        session.follow(targets, request.selection());
    }

    @Override
    public AnalysisSession session() {
        return session.live().session();
    }

    @Override
    public List<FeedStatus> sources() {
        return session.live().feeds();
    }

    @Override
    public Runnable listen(Runnable changed) {
        return session.live().listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                changed.run();
            }
        });
    }

    @Override
    public String story(FeedPlace place) throws IOException {
        return new PodStory(connection.client(), run).of(place);
    }

    @Override
    public Capturing.Removal stop() throws InterruptedException {
        names.close();
        events.close();
        Set<MadeObject> before = Set.copyOf(session.left());
        session.stop();
        targets.close();
        Set<MadeObject> left = Set.copyOf(session.left());
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
