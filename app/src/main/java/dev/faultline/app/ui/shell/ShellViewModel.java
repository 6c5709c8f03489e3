package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.task.RunningTask;
import dev.faultline.app.task.TaskPlan;
import dev.faultline.app.task.TaskRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Where the user is in the window, and the opening of captures. FX thread only.
public final class ShellViewModel {
    /// What fills the window.
    public enum Page {
        START,
        /// The picker of what to capture in a cluster.
        CLUSTER,
        FINDINGS,
        FLOWS
    }

    private final TaskRunner tasks;
    private final Captures captures;
    private final SessionViewModel session;
    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(Page.START);
    private final ReadOnlyBooleanWrapper opening = new ReadOnlyBooleanWrapper();
    private final ObservableList<Band> bands = FXCollections.observableArrayList();
    private final ObservableList<Band> bandsReadOnly = FXCollections.unmodifiableObservableList(bands);
    private @Nullable RunningTask<AnalysisSession> openingTask;
    private volatile @Nullable AnalysisSession demo;
    private int turns;
    private volatile OtherFiles others = OtherFiles.NONE;

    /// @param pulse runs on the FX thread at the next pulse
    public ShellViewModel(TaskRunner tasks, Captures captures, Executor pulse) {
        this.tasks = tasks;
        this.captures = captures;
        session = new SessionViewModel(pulse);
        session.snapshotProperty().addListener((observed, before, now) -> sessionChanged(before, now));
    }

    /// Says what else files may be than captures.
    public void recognise(OtherFiles files) {
        others = files;
    }

    /// Opens captures as one session, and what else is among the files as what it is.
    public void open(List<Path> wanted) {
        open(wanted, this::openEach);
    }

    /// The same with captures of several places of one network, as one capture: a packet that was seen at two
    /// places is one packet.
    public void openTogether(List<Path> wanted) {
        open(wanted, this::openJoined);
    }

    private void openEach(List<Path> captured) {
        open(captured, tasks.call(() -> captures.open(captured)), () -> openEach(captured));
    }

    private void openJoined(List<Path> captured) {
        TaskPlan<AnalysisSession> plan = tasks.<AnalysisSession>track(task -> captures.openTogether(captured, task))
                .titled(Messages.text("shell.joining", captured.size()));
        open(captured, plan, () -> openJoined(captured));
    }

    private void open(List<Path> wanted, Consumer<List<Path>> opening) {
        List<Path> absolute = wanted.stream()
                .map(file -> file.toAbsolutePath().normalize())
                .distinct()
                .toList();
        if (absolute.isEmpty()) {
            return;
        }
        this.opening.set(true);
        int turn = ++turns;
        tasks.call(() -> absolute.stream().filter(others::has).toList())
                .onSuccess(found -> opened(absolute, found, turn, opening))
                .start();
    }

    private void opened(List<Path> all, List<Path> found, int turn, Consumer<List<Path>> captured) {
        if (!found.isEmpty()) {
            others.take(found);
        }
        List<Path> rest = all.stream().filter(file -> !found.contains(file)).toList();
        if (turn != turns) {
            return; // a later opening has overtaken it
        }
        if (rest.isEmpty()) {
            opening.set(false);
        } else {
            captured.accept(rest);
        }
    }

    /// Opens the built-in demo.
    public void openDemo() {
        TaskPlan<AnalysisSession> plan = tasks.call(() -> {
            AnalysisSession opened = captures.openDemo();
            demo = opened;
            return opened;
        });
        open(List.of(), plan, this::openDemo);
    }

    /// Whether what is open is the demo.
    public boolean isDemo() {
        AnalysisSession shown = session.sessionProperty().get();
        return shown != null && shown.equals(demo);
    }

    /// Reads the open captures again, whatever is stored of them.
    public void analyseAgain() {
        StoredSession stored = session.snapshotProperty().get();
        if (stored != null) {
            List<Path> again = stored.captures();
            open(again, tasks.call(() -> captures.analyse(again)), this::analyseAgain);
        }
    }

    /// Ends the analysis that runs; what was found stays.
    public void cancel() {
        if (openingTask != null) {
            openingTask.cancel();
        }
        session.cancel();
    }

    /// Closes what is open.
    public void close() {
        session.clear();
        bands.clear();
        page.set(Page.START);
    }

    /// Goes to the start page; what is open stays open.
    public void goToStart() {
        page.set(Page.START);
    }

    /// Goes to the findings of what is open.
    public void goToFindings() {
        goTo(Page.FINDINGS);
    }

    /// Goes to a place of what is open, or to the picker of what to capture in a cluster.
    public void goTo(Page place) {
        if (place == Page.CLUSTER || session.openProperty().get()) {
            page.set(place);
        }
    }

    /// Leaves the picker: to the findings of what is open, else to the start page.
    public void leaveCluster() {
        page.set(session.openProperty().get() ? Page.FINDINGS : Page.START);
    }

    /// Shows a band until it is closed.
    public void tell(Band band) {
        if (!bands.contains(band)) {
            bands.add(band);
        }
    }

    /// Closes a band.
    public void dismiss(Band band) {
        bands.remove(band);
    }

    /// What fills the window.
    public ReadOnlyObjectProperty<Page> pageProperty() {
        return page.getReadOnlyProperty();
    }

    /// Whether a capture is about to open.
    public ReadOnlyBooleanProperty openingProperty() {
        return opening.getReadOnlyProperty();
    }

    /// What the user should know, oldest first.
    public ObservableList<Band> bands() {
        return bandsReadOnly;
    }

    /// What is open.
    public SessionViewModel session() {
        return session;
    }

    private void open(List<Path> wanted, TaskPlan<AnalysisSession> plan, Runnable again) {
        if (openingTask != null) {
            openingTask.cancel();
        }
        opening.set(true);
        int turn = ++turns;
        openingTask = plan.onEnd(() -> opening.set(turn != turns))
                .onSuccess(opened -> {
                    if (turn == turns) {
                        show(opened);
                    } else { // a later opening has overtaken it
                        opened.cancel();
                    }
                })
                .onFailure(IOException.class, error -> failed(wanted, error, again))
                .start();
    }

    /// Shows a session in place of what is open.
    public void show(AnalysisSession opened) {
        bands.clear();
        session.show(opened);
        page.set(Page.FINDINGS);
        offerJoining(opened.snapshot());
    }

    /// Whoever opens several files may not know that they can be one: nothing in them says whether they are
    /// of one network.
    private void offerJoining(StoredSession shown) {
        List<Path> files = shown.captures();
        if (files.size() > 1 && shown.origin().kind() == SessionKind.FILE && !isDemo()) {
            tell(new Band(
                    Band.Kind.NOTICE,
                    Messages.text("shell.apart", files.size()),
                    List.of(),
                    List.of(new Band.Action(Messages.text("shell.join"), () -> openTogether(files)))));
        }
    }

    private void failed(List<Path> wanted, IOException error, Runnable again) {
        String name = wanted.size() == 1 && wanted.getFirst().getFileName() != null
                ? wanted.getFirst().getFileName().toString()
                : Messages.text("shell.theFiles");
        String reason = error.getMessage() == null ? error.toString() : error.getMessage();
        tell(new Band(
                Band.Kind.ERROR,
                Messages.text("shell.cannotOpen", name, reason),
                List.of(),
                List.of(new Band.Action(Messages.text("shell.tryAgain"), again))));
    }

    private void sessionChanged(@Nullable StoredSession before, @Nullable StoredSession now) {
        if (now == null || !now.state().isOver()) {
            return;
        }
        boolean wasOver =
                before != null && before.id() == now.id() && before.state().isOver();
        if (!wasOver) {
            SessionTexts.bands(now, this::analyseAgain).forEach(this::tell);
        }
    }
}
