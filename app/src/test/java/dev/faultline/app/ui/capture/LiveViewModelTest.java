package dev.faultline.app.ui.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetSelection;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.local.LocalInterface;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import dev.faultline.app.task.TaskHandle;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.Later;
import dev.faultline.app.ui.cluster.CaptureOptions;
import dev.faultline.app.ui.cluster.CaptureRequest;
import dev.faultline.app.ui.cluster.ContextColour;
import dev.faultline.app.ui.shell.Band;
import dev.faultline.app.ui.shell.Captures;
import dev.faultline.app.ui.shell.ShellViewModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveViewModelTest {
    private static final FeedPlace NODE = FeedPlace.node("worker-1");
    private static final CaptureRequest REQUEST = new CaptureRequest(
            new KubeContext("prod", Path.of("config"), "prod", "me", "shop", "https://prod"),
            List.of("shop"),
            TargetSelection.NOTHING,
            new ResolvedTargets(List.of(), Map.of("worker-1", Set.of()), false),
            CaptureOptions.USUAL);

    private final Later background = new Later();
    private final List<Throwable> errors = new ArrayList<>();
    private final TaskRunner tasks = new TaskRunner(background, Runnable::run, errors::add);
    private final FindingStore store = FindingStore.temporary(finding -> "", Clock.systemUTC());
    private final Sessions sessions = new Sessions(store, background);
    private final ShellViewModel shell = new ShellViewModel(tasks, new NoCaptures(), Runnable::run);
    private Runnable tick = () -> {};
    private final List<String> told = new ArrayList<>();
    private final Fake capturing = new Fake();
    private final Ticking clock = new Ticking();
    private final LiveViewModel model = new LiveViewModel(
            new LiveViewModel.Services(
                    tasks,
                    capturing,
                    Runnable::run,
                    (time, action) -> {
                        tick = action;
                        return () -> tick = () -> {};
                    },
                    clock,
                    told::add),
            shell);

    @AfterEach
    void close() {
        store.close();
        assertThat(errors).isEmpty();
    }

    private void settle() {
        while (background.runAll()) {
            // what ran may have asked for more
        }
    }

    private void start() {
        model.start(REQUEST, ContextColour.GREEN);
        settle();
    }

    @Test
    void modelShowsTheSessionAndHowTheSourcesAre() {
        start();

        assertThat(model.phaseProperty().get()).isEqualTo(CapturePhase.RUNNING);
        assertThat(shell.pageProperty().get()).isEqualTo(ShellViewModel.Page.FINDINGS);
        capturing.tell(status(new FeedState.Capturing(), 18_400, 3));
        assertThat(model.summaryProperty().get()).isEqualTo("1 of 1 capturing");
        assertThat(model.rateProperty().get()).contains("18");
        assertThat(model.droppedProperty().get()).isEqualTo("3 dropped");
        assertThat(model.subjectProperty().get().context()).isEqualTo("prod");
    }

    @Test
    void modelTellsInABandWhatIsCutOffUntilItIsWellAgain() {
        start();
        capturing.tell(status(new FeedState.Reconnecting("connection reset", 1, Duration.ofSeconds(4)), 0, 0));
        assertThat(shell.bands())
                .extracting(Band::text)
                .containsExactly("worker-1 is cut off and connects again: connection reset");
        assertThat(model.worstProperty().get()).isEqualTo(SourceRow.Mark.TROUBLE);

        capturing.tell(status(new FeedState.Capturing(), 0, 0));
        assertThat(shell.bands()).isEmpty();
    }

    @Test
    void modelSaysWhyASourceIsLost() {
        start();
        capturing.tell(status(new FeedState.Lost("The node evicted the pod"), 0, 0));

        assertThat(shell.bands()).extracting(Band::kind).containsExactly(Band.Kind.ERROR);
        assertThat(model.sources()).extracting(SourceRow::detail).containsExactly("The node evicted the pod");
    }

    @Test
    void modelOffersToTryAgainWhenACaptureCannotStart() {
        capturing.failure = new IOException("You lack rights");
        start();

        assertThat(model.phaseProperty().get()).isEqualTo(CapturePhase.IDLE);
        assertThat(shell.bands()).extracting(Band::text).containsExactly("The capture cannot start: You lack rights");
        capturing.failure = null;
        shell.bands().getFirst().actions().getFirst().run().run();
        settle();
        assertThat(model.phaseProperty().get()).isEqualTo(CapturePhase.RUNNING);
    }

    @Test
    void modelRemovesEverythingOnStopAndSaysSo() {
        capturing.removal = new Capturing.Removal(List.of("job/a", "job/b"), List.of());
        start();

        model.stop();
        assertThat(model.phaseProperty().get()).isEqualTo(CapturePhase.STOPPING);
        settle();

        assertThat(model.phaseProperty().get()).isEqualTo(CapturePhase.IDLE);
        assertThat(told).containsExactly("Stopped. All 2 objects that were made are removed.");
    }

    @Test
    void modelNamesWhatCouldNotBeRemovedAndTriesAgain() {
        capturing.removal = new Capturing.Removal(List.of(), List.of("job/a: 403"));
        start();
        model.stop();
        settle();

        Band band = shell.bands().getFirst();
        assertThat(band.details()).containsExactly("job/a: 403");
        band.actions().getFirst().run().run();
        settle();
        assertThat(capturing.stops).isEqualTo(2);
    }

    @Test
    void modelStopsWhenTheTimeIsUp() {
        start();
        clock.now = clock.now.plus(CaptureOptions.USUAL.duration());

        tick.run();
        settle();

        assertThat(capturing.stops).isEqualTo(1);
        assertThat(shell.bands()).extracting(Band::text).anyMatch(text -> text.contains("has run for"));
    }

    @Test
    void modelCleansUpWhenAnotherCaptureIsOpenedInItsPlace() {
        start();

        shell.close();
        capturing.end();
        settle();

        assertThat(capturing.stops).isEqualTo(1);
    }

    @Test
    void modelLetsTheWindowCloseOnlyWhenAllIsRemoved() {
        start();
        List<String> closed = new ArrayList<>();

        model.stopAndThen(() -> closed.add("closed"));
        assertThat(closed).isEmpty();
        settle();

        assertThat(closed).containsExactly("closed");
        assertThat(capturing.stops).isEqualTo(1);
    }

    @Test
    void modelOffersToRemoveWhatEarlierCapturesLeft() {
        capturing.leftovers = List.of(new Capturing.Leftover("prod", List.of("job/a -n shop")));
        model.lookForLeftovers();
        settle();
        Band band = shell.bands().getFirst();
        assertThat(band.text()).contains("left one object in prod");

        shell.dismiss(band);
        band.actions().getFirst().run().run();
        settle();
        assertThat(told).containsExactly("Nothing of the earlier capture is left in prod");
    }

    private static FeedStatus status(FeedState state, long rate, long dropped) {
        return new FeedStatus(NODE, state, 100, 1000, rate, dropped, Duration.ZERO, Duration.ZERO, "");
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-24T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /// A capture that does as it is told.
    private final class Fake implements Capturing, RunningCapture {
        private @Nullable IOException failure;
        private Removal removal = Removal.NOTHING;
        private List<Leftover> leftovers = List.of();
        private List<FeedStatus> sources = List.of(status(new FeedState.Starting(), 0, 0));
        private int stops;
        private Runnable changed = () -> {};
        private @Nullable AnalysisSession session;

        void tell(FeedStatus status) {
            sources = List.of(status);
            changed.run();
        }

        void end() {
            session().end(session().snapshot());
        }

        @Override
        public RunningCapture start(CaptureRequest request) throws IOException {
            if (failure != null) {
                throw failure;
            }
            SessionOrigin origin = new SessionOrigin(SessionKind.LIVE, Path.of("live.pcapng"), 0, 0, "live", "engine");
            var recorder = store.record("live", origin, List.of(Path.of("live.pcapng")));
            AnalysisSession begun = sessions.begin(recorder.session(), () -> {});
            session = begun;
            return this;
        }

        @Override
        public AnalysisSession session() {
            return Objects.requireNonNull(session);
        }

        @Override
        public List<FeedStatus> sources() {
            return sources;
        }

        @Override
        public Runnable listen(Runnable told) {
            changed = told;
            return () -> changed = () -> {};
        }

        @Override
        public String story(FeedPlace place) {
            return "";
        }

        @Override
        public Removal stop() {
            stops++;
            return removal;
        }

        @Override
        public List<LocalInterface> interfaces() {
            return List.of();
        }

        @Override
        public RunningCapture startHere(String name) {
            return this;
        }

        @Override
        public List<Leftover> leftovers() {
            return leftovers;
        }

        @Override
        public Removal remove(Leftover leftover) {
            return new Removal(leftover.objects(), List.of());
        }
    }

    private static final class NoCaptures implements Captures {
        @Override
        public AnalysisSession open(List<Path> files) throws IOException {
            throw new IOException();
        }

        @Override
        public AnalysisSession openTogether(List<Path> files, TaskHandle task) throws IOException {
            throw new IOException();
        }

        @Override
        public AnalysisSession analyse(List<Path> files) throws IOException {
            throw new IOException();
        }

        @Override
        public AnalysisSession openDemo() throws IOException {
            throw new IOException();
        }
    }
}
