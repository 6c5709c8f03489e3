package dev.faultline.app.ui.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.local.LocalInterface;
import dev.faultline.app.session.SessionListener;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.FxBatcher;
import dev.faultline.app.task.RunningTask;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.cluster.CaptureRequest;
import dev.faultline.app.ui.cluster.ContextColour;
import dev.faultline.app.ui.shell.Band;
import dev.faultline.app.ui.shell.ShellViewModel;
import dev.faultline.app.ui.text.Figures;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The capture that runs: one at a time. FX thread only.
///
/// However it ends (Stop, its time is up, another capture is opened, the window closes), what was made for it
/// is removed, and what could not be removed is said.
public final class LiveViewModel {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration UNLIMITED = Duration.ofDays(365);

    private final Services services;
    private final ShellViewModel shell;
    private final ReadOnlyObjectWrapper<CapturePhase> phase = new ReadOnlyObjectWrapper<>(CapturePhase.IDLE);
    private final ReadOnlyObjectWrapper<CaptureSubject> subject = new ReadOnlyObjectWrapper<>(CaptureSubject.NOTHING);
    private final ReadOnlyStringWrapper clock = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper rate = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper dropped = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<SourceRow.Mark> worst = new ReadOnlyObjectWrapper<>(SourceRow.Mark.WAITING);
    private final ObservableList<SourceRow> sources = FXCollections.observableArrayList();
    private final ObservableList<SourceRow> sourcesReadOnly = FXCollections.unmodifiableObservableList(sources);
    private final Map<FeedPlace, Band> bands = new HashMap<>();
    private final List<Runnable> afterStop = new ArrayList<>();
    private @Nullable RunningTask<RunningCapture> starting;
    private @Nullable RunningCapture running;
    private Runnable stopListening = () -> {};
    private Runnable stopTicking = () -> {};
    private boolean givenUp;
    private Instant began = Instant.EPOCH;
    private Instant until = Instant.MAX;

    /// What it works with.
    ///
    /// @param pulse runs on the FX thread at the next pulse
    /// @param told says in passing what was done
    public record Services(
            TaskRunner tasks, Capturing capturing, Executor pulse, Delay delay, Clock clock, Consumer<String> told) {}

    public LiveViewModel(Services services, ShellViewModel shell) {
        this.services = services;
        this.shell = shell;
    }

    // ------------------------------------------------------------------------------------------------- start

    /// Starts a capture in a cluster, unless one runs.
    public void start(CaptureRequest request, ContextColour colour) {
        start(
                CaptureSubject.of(request, colour),
                request.options().duration(),
                () -> services.capturing().start(request));
    }

    /// Starts a capture on an interface of this machine, unless one runs.
    public void startHere(String name) {
        start(CaptureSubject.here(name), UNLIMITED, () -> services.capturing().startHere(name));
    }

    private void start(CaptureSubject wanted, Duration atMost, Callable<RunningCapture> work) {
        if (phase.get().isBusy()) {
            return;
        }
        phase.set(CapturePhase.STARTING);
        subject.set(wanted);
        summary.set(Messages.text("live.starting"));
        starting = services.tasks()
                .call(work)
                .titled(Messages.text("live.startingIn", wanted.context()))
                .onCancelled(this::over)
                .onSuccess(started -> started(started, atMost))
                .onFailure(IOException.class, e -> {
                    over();
                    failed(String.valueOf(e.getMessage()), () -> start(wanted, atMost, work));
                })
                .start();
    }

    private void failed(String why, Runnable again) {
        shell.tell(new Band(
                Band.Kind.ERROR,
                Messages.text("live.cannotStart", why),
                List.of(),
                List.of(new Band.Action(Messages.text("shell.tryAgain"), again))));
    }

    private void started(RunningCapture started, Duration atMost) {
        starting = null;
        running = started;
        began = services.clock().instant();
        until = began.plus(atMost);
        phase.set(CapturePhase.RUNNING);
        shell.show(started.session());
        FxBatcher<Boolean> news = new FxBatcher<>(services.pulse(), all -> refresh(started));
        Runnable noFeeds = started.listen(() -> news.add(true));
        Runnable noEnd = started.session().listen(new SessionListener() {
            @Override
            public void onEnd(StoredSession stored) {
                services.pulse().execute(() -> ended(started));
            }
        });
        stopListening = () -> {
            noFeeds.run();
            noEnd.run();
        };
        refresh(started);
        tick();
        if (givenUp) {
            stop();
        }
    }

    /// The clock of the bar, and the end of the time that was chosen.
    private void tick() {
        Instant now = services.clock().instant();
        Duration passed = Duration.between(began, now);
        clock.set("%02d:%02d:%02d".formatted(passed.toHours(), passed.toMinutesPart(), passed.toSecondsPart()));
        if (phase.get() == CapturePhase.RUNNING && !now.isBefore(until)) {
            shell.tell(Band.of(
                    Band.Kind.NOTICE,
                    Messages.text("live.timeIsUp", Figures.duration(Duration.between(began, until)))));
            stop();
        }
        if (phase.get().isBusy()) {
            stopTicking = services.delay().after(SECOND, this::tick);
        }
    }

    // ------------------------------------------------------------------------------------------------- while it runs

    private void refresh(RunningCapture of) {
        if (!of.equals(running)) {
            return;
        }
        List<FeedStatus> now = of.sources();
        List<SourceRow> rows = now.stream().map(SourceRow::of).toList();
        sources.setAll(rows);
        long perSecond = now.stream().mapToLong(FeedStatus::packetsPerSecond).sum();
        long lost =
                now.stream().mapToLong(status -> Math.max(0, status.dropped())).sum();
        rate.set(Messages.text("live.rate", Figures.shortCount(perSecond)));
        dropped.set(lost == 0 ? "" : Messages.text("live.dropped", Figures.shortCount(lost)));
        long good =
                rows.stream().filter(row -> row.mark() == SourceRow.Mark.GOOD).count();
        summary.set(Messages.text("live.summary", good, rows.size()));
        worst.set(worstOf(rows));
        now.forEach(this::tellOf);
    }

    private static SourceRow.Mark worstOf(List<SourceRow> rows) {
        for (SourceRow.Mark mark : List.of(SourceRow.Mark.LOST, SourceRow.Mark.TROUBLE, SourceRow.Mark.WAITING)) {
            if (rows.stream().anyMatch(row -> row.mark() == mark)) {
                return mark;
            }
        }
        return SourceRow.Mark.GOOD;
    }

    /// A source in trouble has a band, until it is well again or the band is closed.
    private void tellOf(FeedStatus status) {
        String text = switch (status.state()) {
            case FeedState.Reconnecting(String why, int attempt, Duration missed) ->
                Messages.text("live.band.reconnecting", status.place().label(), why);
            case FeedState.Lost(String why) ->
                Messages.text("live.band.lost", status.place().label(), why);
            default -> "";
        };
        Band before = bands.get(status.place());
        if (before != null && before.text().equals(text)) {
            return;
        }
        if (before != null) {
            shell.dismiss(before);
            bands.remove(status.place());
        }
        if (!text.isEmpty() && phase.get() == CapturePhase.RUNNING) {
            Band.Kind kind = status.state() instanceof FeedState.Lost ? Band.Kind.ERROR : Band.Kind.WARNING;
            Band band = Band.of(kind, text);
            bands.put(status.place(), band);
            shell.tell(band);
        }
    }

    /// What the cluster says about a source.
    ///
    /// @param show takes it, on the FX thread
    public void story(SourceRow row, Consumer<String> show) {
        RunningCapture of = running;
        if (of != null) {
            services.tasks()
                    .call(() -> of.story(row.place()))
                    .onSuccess(show)
                    .onFailure(IOException.class, e -> show.accept(String.valueOf(e.getMessage())))
                    .start();
        }
    }

    // ------------------------------------------------------------------------------------------------- stop

    /// Stops the capture and removes what was made for it; gives up one that is being started.
    public void stop() {
        if (starting != null) {
            givenUp = true; // it may have started by now
            starting.cancel();
            return;
        }
        RunningCapture of = running;
        if (of == null || phase.get() == CapturePhase.STOPPING) {
            return;
        }
        phase.set(CapturePhase.STOPPING);
        summary.set(Messages.text("live.stopping"));
        bands.values().forEach(shell::dismiss);
        bands.clear();
        remove(of);
    }

    /// Stops, if something runs, and does something when all of it is removed or cannot be.
    public void stopAndThen(Runnable then) {
        if (!phase.get().isBusy()) {
            then.run();
            return;
        }
        afterStop.add(then);
        stop();
    }

    /// The session ended in some other way.
    private void ended(RunningCapture of) {
        if (of.equals(running) && phase.get() == CapturePhase.RUNNING) {
            stop();
        }
    }

    private void remove(RunningCapture of) {
        services.tasks()
                .call(of::stop)
                .titled(Messages.text("live.removing", subject.get().context()))
                .onCancelled(this::over)
                .onSuccess(removal -> {
                    over();
                    tell(of, removal);
                })
                .start();
    }

    private void tell(RunningCapture of, Capturing.Removal removal) {
        if (removal.left().isEmpty()) {
            services.told()
                    .accept(
                            removal.removed().isEmpty()
                                    ? Messages.text("live.stopped")
                                    : Messages.text(
                                            "live.stoppedRemoved",
                                            removal.removed().size()));
            return;
        }
        shell.tell(new Band(
                Band.Kind.WARNING,
                Messages.text("live.left", removal.left().size()),
                removal.left(),
                List.of(new Band.Action(Messages.text("shell.tryAgain"), () -> remove(of)))));
    }

    private void over() {
        stopListening.run();
        stopListening = () -> {};
        stopTicking.run();
        starting = null;
        running = null;
        givenUp = false;
        sources.clear();
        phase.set(CapturePhase.IDLE);
        subject.set(CaptureSubject.NOTHING);
        List.of(clock, rate, dropped, summary).forEach(text -> text.set(""));
        List<Runnable> then = List.copyOf(afterStop);
        afterStop.clear();
        then.forEach(Runnable::run);
    }

    /// Asks which interfaces this machine has.
    ///
    /// @param show takes them, on the FX thread
    public void interfaces(Consumer<List<LocalInterface>> show) {
        services.tasks()
                .call(services.capturing()::interfaces)
                .onSuccess(show)
                .onFailure(IOException.class, e -> failed(String.valueOf(e.getMessage()), () -> interfaces(show)))
                .start();
    }

    // ------------------------------------------------------------------------------------------------- leftovers

    /// Offers to remove what earlier captures left behind.
    public void lookForLeftovers() {
        services.tasks()
                .call(services.capturing()::leftovers)
                .onSuccess(found -> found.forEach(this::offer))
                .onFailure(
                        IOException.class,
                        e -> shell.tell(Band.of(
                                Band.Kind.WARNING,
                                Messages.text("live.leftoversUnknown", String.valueOf(e.getMessage())))))
                .start();
    }

    private void offer(Capturing.Leftover leftover) {
        shell.tell(new Band(
                Band.Kind.WARNING,
                Messages.text(
                        "live.leftover", leftover.context(), leftover.objects().size()),
                leftover.objects(),
                List.of(new Band.Action(Messages.text("live.removeLeftover"), () -> remove(leftover)))));
    }

    private void remove(Capturing.Leftover leftover) {
        services.tasks()
                .call(() -> services.capturing().remove(leftover))
                .titled(Messages.text("live.removing", leftover.context()))
                .onSuccess(removal -> {
                    if (removal.left().isEmpty()) {
                        services.told().accept(Messages.text("live.leftoverRemoved", leftover.context()));
                    } else {
                        offer(new Capturing.Leftover(leftover.context(), removal.left()));
                    }
                })
                .onFailure(
                        IOException.class,
                        e -> shell.tell(new Band(
                                Band.Kind.ERROR,
                                Messages.text("live.leftoverStays", leftover.context(), String.valueOf(e.getMessage())),
                                leftover.objects(),
                                List.of(new Band.Action(Messages.text("shell.tryAgain"), () -> remove(leftover))))))
                .start();
    }

    // ------------------------------------------------------------------------------------------------- for the view

    /// How far it is.
    public ReadOnlyObjectProperty<CapturePhase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /// What is captured.
    public ReadOnlyObjectProperty<CaptureSubject> subjectProperty() {
        return subject.getReadOnlyProperty();
    }

    /// Since the capture began: `00:11:42`.
    public ReadOnlyStringProperty clockProperty() {
        return clock.getReadOnlyProperty();
    }

    /// `18.4k pkt/s`.
    public ReadOnlyStringProperty rateProperty() {
        return rate.getReadOnlyProperty();
    }

    /// What kernels and interfaces dropped; empty for nothing.
    public ReadOnlyStringProperty droppedProperty() {
        return dropped.getReadOnlyProperty();
    }

    /// `3 of 3 sources`.
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// How well the source is that is worst.
    public ReadOnlyObjectProperty<SourceRow.Mark> worstProperty() {
        return worst.getReadOnlyProperty();
    }

    /// The sources.
    public ObservableList<SourceRow> sources() {
        return sourcesReadOnly;
    }
}
