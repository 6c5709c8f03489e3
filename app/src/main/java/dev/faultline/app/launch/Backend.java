package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.live.LiveSessions;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.JoinedCaptures;
import dev.faultline.app.session.JoinedCaptures.Joined;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.settings.Directories;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.StoreException;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.task.TaskHandle;
import dev.faultline.app.ui.shell.Captures;
import dev.faultline.app.ui.start.Recents;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The store and the sessions behind the window, made when they are first asked for: the window does not wait
/// for a database. Thread-safe; blocks.
final class Backend implements Captures, Recents, AutoCloseable {
    private static final int ALL = Integer.MAX_VALUE;

    private final Directories directories;
    private final long storeLimit;
    private final Clock clock;
    private final Executor executor;
    private final Consumer<String> trouble;
    private @Nullable Open open;

    private record Open(FindingStore store, Sessions sessions, LiveSessions live, JoinedCaptures joined) {}

    /// @param storeLimit bytes that the store may take
    /// @param executor runs analyses
    /// @param trouble hears, on whatever thread, what the user should know of the store
    Backend(Directories directories, long storeLimit, Clock clock, Executor executor, Consumer<String> trouble) {
        this.directories = directories;
        this.storeLimit = storeLimit;
        this.clock = clock;
        this.executor = executor;
        this.trouble = trouble;
    }

    /// The store of findings.
    FindingStore store() {
        return opened().store();
    }

    /// Starts live sessions.
    LiveSessions live() {
        return opened().live();
    }

    @Override
    public AnalysisSession open(List<Path> files) throws IOException {
        Sessions sessions = opened().sessions();
        return files.size() == 1 ? sessions.open(files.getFirst()) : sessions.open(nameOf(files), files);
    }

    @Override
    public AnalysisSession openTogether(List<Path> files, TaskHandle task) throws IOException {
        if (files.size() == 1) {
            return open(files);
        }
        Open all = opened();
        Joined joined = all.joined().join(files, share -> task.progress(share, ""), task::isCancelled);
        return all.sessions().open(joined.file(), joined.remarks());
    }

    @Override
    public AnalysisSession analyse(List<Path> files) throws IOException {
        Sessions sessions = opened().sessions();
        return files.size() == 1 ? sessions.analyse(files.getFirst()) : sessions.analyse(nameOf(files), files);
    }

    @Override
    public AnalysisSession openDemo() throws IOException {
        List<Path> captures = DemoCaptures.of(directories).layOut();
        return opened().sessions().open(nameOf(captures), captures);
    }

    @Override
    public List<StoredSession> recent(String search, int limit) {
        return store().sessions().recent(search, limit);
    }

    @Override
    public void pin(long id, boolean pinned) {
        store().sessions().pin(id, pinned);
    }

    @Override
    public void remove(long id) {
        store().sessions().remove(id);
        sweep();
    }

    /// Removes packets that no session is about any more.
    private void sweep() {
        Open all = opened();
        all.live().sweep();
        if (all.store().file().startsWith(directories.data())) { // another store does not know whose they are
            all.joined()
                    .sweep(recent("", ALL).stream()
                            .flatMap(session -> session.captures().stream())
                            .toList());
        }
    }

    /// Forgets all that is not pinned.
    void clear() {
        recent("", ALL).stream().filter(session -> !session.pinned()).forEach(session -> remove(session.id()));
    }

    private String nameOf(List<Path> files) {
        if (files.getFirst().startsWith(demoFolder())) {
            return Messages.text("shell.demo");
        }
        String first = String.valueOf(files.getFirst().getFileName());
        return Messages.text("shell.andMore", first, files.size() - 1);
    }

    private Path demoFolder() {
        return directories.data().resolve("demo");
    }

    private synchronized Open opened() {
        if (open == null) {
            FindingStore store = openStore();
            Sessions sessions = new Sessions(store, executor);
            Path folder = directories.data().resolve("live");
            LiveSessions live = new LiveSessions(store, sessions, executor, folder, clock);
            JoinedCaptures joined = new JoinedCaptures(directories.data().resolve("joined"), Limits.DEFAULT);
            open = new Open(store, sessions, live, joined);
            executor.execute(this::sweep);
        }
        return open;
    }

    private FindingStore openStore() {
        Explainer explainer = new Explainer();
        Function<Finding, String> title = finding -> explainer.explain(finding).title();
        Path file = directories.data().resolve("findings.db");
        try {
            FindingStore store = FindingStore.open(new FindingStore.Options(file, storeLimit, title, clock));
            store.setAside().ifPresent(aside -> trouble.accept(Messages.text("shell.storeSetAside", aside)));
            return store;
        } catch (StoreException e) {
            trouble.accept(Messages.text("shell.storeTemporary", directories.data(), String.valueOf(e.getMessage())));
            return FindingStore.temporary(title, clock);
        }
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.live().close();
            open.sessions().close();
            open.store().close();
            open = null;
        }
    }
}
