package dev.faultline.app.live;

import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingStore;
import dev.faultline.engine.finding.Explainer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A real store in a folder, with sessions and live sessions over it.
public final class LiveStore implements AutoCloseable {
    final ExecutorService executor = Executors.newCachedThreadPool();
    public final FindingStore store;
    final Sessions sessions;
    public final LiveSessions live;

    /// At the pace that users have.
    public LiveStore(Path folder) {
        this(folder, FeedPace.USUAL);
    }

    LiveStore(Path folder, FeedPace pace) {
        Explainer explainer = new Explainer();
        store = FindingStore.open(new FindingStore.Options(
                folder.resolve("findings.db"),
                FindingStore.Options.DEFAULT_SIZE_LIMIT,
                finding -> explainer.explain(finding).title(),
                Clock.systemUTC()));
        sessions = new Sessions(store, executor);
        live = new LiveSessions(store, sessions, executor, folder.resolve("live"), Clock.systemUTC(), pace);
    }

    @Override
    public void close() {
        live.close();
        sessions.close();
        store.close();
        executor.shutdown();
    }
}
