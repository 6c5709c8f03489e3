package dev.faultline.app.live;

import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.SessionListener;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import dev.faultline.app.store.SessionRecorder;
import dev.faultline.app.store.StoredSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Starts live sessions. Blocks for a few file and database accesses; thread-safe.
public final class LiveSessions implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FindingStore store;
    private final Sessions sessions;
    private final Executor executor;
    private final Clock clock;
    private final LiveFolders folders;
    private final FeedPace pace;
    private final Set<LiveSession> running = ConcurrentHashMap.newKeySet();

    /// @param store keeps what is found; stays the caller's to close, after this
    /// @param sessions knows the sessions that run
    /// @param executor runs feeds, one thread for each; not the FX thread
    /// @param root folder for the packets of sessions
    public LiveSessions(FindingStore store, Sessions sessions, Executor executor, Path root, Clock clock) {
        this(store, sessions, executor, root, clock, FeedPace.USUAL);
    }

    LiveSessions(FindingStore store, Sessions sessions, Executor executor, Path root, Clock clock, FeedPace pace) {
        this.store = store;
        this.sessions = sessions;
        this.executor = executor;
        this.clock = clock;
        this.pace = pace;
        folders = new LiveFolders(root, store);
    }

    /// Starts a session.
    ///
    /// @param feeds at least one; more may be added later
    /// @throws IOException when there is no place for its packets
    public LiveSession start(LivePlan plan, List<? extends Feed> feeds) throws IOException {
        Instant now = clock.instant();
        Path folder = plan.folder() == null
                ? folders.choose(now)
                : plan.folder().toAbsolutePath().normalize();
        Path first = folder.resolve(LiveSession.fileName(0, feeds.getFirst().place()));
        String identity = "live-" + folder.getFileName() + "-" + now;
        SessionOrigin origin = new SessionOrigin(
                SessionKind.LIVE, first, 0, now.toEpochMilli() * 1_000_000, identity, sessions.engine());
        SessionRecorder recorder = store.record(plan.name(), origin, List.of(first));
        folders.make(folder);
        AtomicReference<@Nullable LiveSession> started = new AtomicReference<>();
        AnalysisSession session = sessions.begin(recorder.session(), () -> {
            LiveSession live = started.get();
            if (live != null) {
                live.stop();
            }
        });
        LiveSession live = new LiveSession(
                plan, new LiveSession.Parts(folder, identity, recorder, session, executor, pace, clock));
        started.set(live);
        running.add(live);
        session.listen(new SessionListener() {
            @Override
            public void onEnd(StoredSession ended) {
                running.remove(live);
            }
        });
        feeds.forEach(live::add);
        return live;
    }

    /// The session of that id, while it runs; else null.
    public @Nullable LiveSession byId(long id) {
        return running.stream()
                .filter(live -> live.session().id() == id)
                .findFirst()
                .orElse(null);
    }

    /// Removes the packets of sessions that the store has forgotten.
    public void sweep() {
        folders.sweep();
    }

    /// Stops what runs and waits until it has stored what it found; some seconds at most.
    @Override
    public void close() {
        running.forEach(LiveSession::stop);
        try {
            for (LiveSession live : running) {
                live.session().awaitEnd(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
