package dev.faultline.app.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Journey;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.NameEntry;
import dev.faultline.app.names.NameSource;
import dev.faultline.app.session.SessionListener;
import dev.faultline.app.session.SessionProgress;
import dev.faultline.app.settings.ThemeChoice;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.Grouping;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import dev.faultline.app.store.SessionRecorder;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.ui.timeline.TimeRange;
import dev.faultline.app.ui.timeline.TimelineStrip;
import dev.faultline.app.ui.timeline.TimelineViewModel;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.pipeline.Traffic;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// The timeline as a user goes about it, with no display, over a capture that goes on.
@SuppressWarnings("NullAway.Init") // TestFX calls start before the test
class TimelineJourneyTest extends Journey {
    private static final int FINDINGS = 2_000;
    private static final long SECOND = 1_000_000_000L;

    private FindingStore store;
    private FindingsStage shown;
    private LiveFeed feed;
    private TimelineViewModel timeline;

    /// A live session that the test feeds.
    private static final class LiveFeed implements SessionFeed {
        private final FindingStore store;
        private final SessionRecorder recorder;
        private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
        private final List<Traffic.Bucket> buckets = new ArrayList<>();

        LiveFeed(FindingStore store) {
            this.store = store;
            Path capture = Path.of("eth0.pcapng").toAbsolutePath();
            recorder = store.record(
                    "eth0", new SessionOrigin(SessionKind.LIVE, capture, 0, 0, "l", "e"), List.of(capture));
        }

        /// The capture reaches so far now.
        void capturedUntil(long end) throws InterruptedException {
            recorder.progress(new SessionReport(
                    "pcapng",
                    List.of(),
                    1,
                    1,
                    SampleFindings.START,
                    end,
                    1,
                    0,
                    0,
                    0,
                    Map.of(),
                    false,
                    null,
                    List.of()));
            buckets.add(new Traffic.Bucket(end >> 30 << 30, 100, 70_000));
            CountDownLatch written = new CountDownLatch(1);
            recorder.traffic(0, "eth0", new Traffic(1L << 30, buckets, List.of()), written::countDown);
            written.await();
            listeners.forEach(listener -> listener.onProgress(SessionProgress.NONE));
            listeners.forEach(SessionListener::onTraffic);
        }

        void found(int findings) {
            List<NameEntry> names = new ArrayList<>();
            for (int host = 1; host <= 8; host++) {
                AddressName name = new AddressName("p" + host, "shop", "Deployment/app" + host, null, "n1", null);
                for (String net : List.of("10.77.2.", "10.77.3.")) {
                    IpAddress address = IpAddress.parse(net + host);
                    names.add(new NameEntry(address, Endpoint.NO_PORT, NameSource.POD, name, 0, NameEntry.LASTING));
                }
            }
            recorder.names().cluster(names, SampleFindings.START);
            recorder.record(
                    0, new SampleFindings(1, 8).list(findings), () -> listeners.forEach(SessionListener::onFindings));
        }

        @Override
        public long id() {
            return recorder.session();
        }

        @Override
        public StoredSession snapshot() {
            return store.sessions().byId(id()).orElseThrow();
        }

        @Override
        public Runnable listen(SessionListener listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    @Override
    public void start(Stage stage) throws InterruptedException {
        Explainer explainer = new Explainer();
        store = FindingStore.temporary(finding -> explainer.explain(finding).title(), Clock.systemUTC());
        feed = new LiveFeed(store);
        feed.capturedUntil(SampleFindings.START + SampleFindings.SPAN);
        feed.found(FINDINGS);
        shown = new FindingsStage(stage, store, Platform::runLater, ThemeChoice.DARK, 100);
        timeline = shown.page.model().timeline();
        shown.page.model().show(feed);
    }

    @AfterEach
    void close() throws Exception {
        interact(() -> shown.close());
        shown.awaitQuiet();
        FxToolkit.cleanupStages();
        store.close();
    }

    @Test
    void timelineIsBrushedStackedZoomedAndFollowed() throws Exception {
        waitUntil(() -> shown.page.model().shownProperty().get() > 0
                && !timeline.barsProperty().get().bars().isEmpty());
        brush();
        stack();
        zoom();
        follow();
    }

    private void brush() throws Exception {
        long all = look(() -> shown.page.model().shownProperty().get());

        press(0.3);
        moveTo(at(0.4).getX(), at(0.4).getY());
        release(MouseButton.PRIMARY);

        TimeRange wanted = look(() -> timeline.selectionProperty().get());
        assertThat((double) wanted.length() / SampleFindings.SPAN).isBetween(0.07, 0.13);
        waitUntil(() -> shown.page.model().shownProperty().get() < all / 3);
        assertThat(look(() -> shown.page.model().shownProperty().get())).isPositive();

        push(KeyCode.ESCAPE);
        waitUntil(() -> shown.page.model().shownProperty().get() == all);
        assertThat(look(() -> timeline.selectionProperty().get())).isNull();
    }

    private void stack() throws Exception {
        assertThat(lookup(".timeline-legend").query().isVisible()).isFalse();

        clickOn(".stack-switch");
        waitUntil(() -> lookup("Stack by workload").tryQuery().isPresent());
        clickOn("Stack by workload");
        waitUntil(() -> timeline.groupingProperty().get() == Grouping.WORKLOAD);

        waitUntil(() -> lookup(".timeline-legend .label").queryAllAs(Label.class).stream()
                .anyMatch(label -> label.getText().startsWith("app")));
        assertThat(isShown(".stack-switch", "By workload")).isTrue();
    }

    private void zoom() throws Exception {
        clickOn(timelineNode(), MouseButton.PRIMARY);
        interact(() -> timeline.selectionProperty().set(null));
        TimeRange all = look(() -> timeline.windowProperty().get());
        push(KeyCode.ADD).push(KeyCode.ADD).push(KeyCode.ADD);

        TimeRange closer = look(() -> timeline.windowProperty().get());
        assertThat(closer.length()).isLessThan(all.length() * 6 / 10);
        waitUntil(() -> timeline.barsProperty().get().bucketNanos() <= all.length() / 200);

        push(KeyCode.RIGHT);
        assertThat(look(() -> timeline.windowProperty().get()).from()).isGreaterThan(closer.from());
        push(KeyCode.HOME);
        assertThat(look(() -> timeline.windowProperty().get())).isEqualTo(all);
        push(KeyCode.ADD).push(KeyCode.ADD).push(KeyCode.END);
        assertThat(look(() -> timeline.isFollowing())).isTrue();
    }

    private void follow() throws Exception {
        TimeRange before = look(() -> timeline.windowProperty().get());

        feed.capturedUntil(SampleFindings.START + SampleFindings.SPAN + 30 * SECOND);

        waitUntil(() -> timeline.windowProperty().get().to() == before.to() + 30 * SECOND);
        assertThat(look(() -> timeline.windowProperty().get()).length()).isEqualTo(before.length());
        waitUntil(() -> timeline.barsProperty().get().traffic().size() > 0);
    }

    private TimelineStrip timelineNode() {
        return lookup(".timeline").query();
    }

    /// A place on the screen.
    ///
    /// @param share of the timeline's width
    private Point2D at(double share) {
        Bounds bounds = timelineNode().localToScreen(timelineNode().getBoundsInLocal());
        return new Point2D(bounds.getMinX() + share * bounds.getWidth(), bounds.getCenterY());
    }

    private void press(double share) {
        moveTo(at(share).getX(), at(share).getY());
        press(MouseButton.PRIMARY);
    }
}
