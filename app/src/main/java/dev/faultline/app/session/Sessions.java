package dev.faultline.app.session;

import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import dev.faultline.app.store.SessionRecorder;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoredSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Opens captures: from the store when it has what the file says, else by an analysis. Thread-safe.
public final class Sessions implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FindingStore store;
    private final Executor executor;
    private final Supplier<String> engine;
    private final Set<AnalysisSession> running = ConcurrentHashMap.newKeySet();

    /// @param store keeps what is found; stays the caller's to close, after this
    /// @param executor runs analyses, one thread for each; not the FX thread
    public Sessions(FindingStore store, Executor executor) {
        this(store, executor, new EngineFingerprint());
    }

    /// @param engine names the engine
    Sessions(FindingStore store, Executor executor, Supplier<String> engine) {
        this.store = store;
        this.executor = executor;
        this.engine = engine;
    }

    /// Opens a capture file. One that was analysed to its end by the same engine and has not changed since
    /// comes from the store; one that is being analysed just so is joined; any other is analysed (again).
    /// Blocks for a few file and database reads.
    ///
    /// @throws IOException when the file is missing, no capture or may not be read; the message is for people
    public AnalysisSession open(Path file) throws IOException {
        return open(file, List.of());
    }

    /// The same for a file that was made of others.
    ///
    /// @param remarks sentences that the user should know of those; kept with the session when it is analysed now
    /// @throws IOException as [#open]
    public AnalysisSession open(Path file, List<String> remarks) throws IOException {
        return open(String.valueOf(file.getFileName()), List.of(file), remarks);
    }

    /// Opens several captures as one session: each is analysed for itself, one after the other, and all
    /// findings lie in one list, where each row knows its capture. A capture that cannot be read fails alone:
    /// it is named among the warnings. Opening the same files again comes from the store, as with one.
    ///
    /// @param name for people, such as the name of the demo
    /// @param files at least one
    /// @throws IOException when none of them can be read
    public AnalysisSession open(String name, List<Path> files) throws IOException {
        return open(name, files, List.of());
    }

    private AnalysisSession open(String name, List<Path> files, List<String> remarks) throws IOException {
        Optional<AnalysisSession> live = live(files);
        if (live.isPresent()) {
            return live.get();
        }
        CaptureSet captures = CaptureSet.of(name, files).with(remarks);
        SessionOrigin origin = captures.origin(engine.get());
        Optional<AnalysisSession> reading = running.stream()
                .filter(session -> !session.isCancelled())
                .filter(session -> !session.snapshot().state().isOver())
                .filter(session -> session.snapshot().captures().equals(captures.paths()))
                .filter(session -> session.snapshot().origin().equals(origin))
                .findFirst();
        if (reading.isPresent()) {
            return reading.get();
        }
        Optional<StoredSession> known = store.sessions()
                .of(captures.paths())
                .filter(session -> session.state() == SessionState.COMPLETE)
                .filter(session -> session.origin().equals(origin))
                .filter(session -> captures.remarks().isEmpty());
        if (known.isPresent()) {
            store.sessions().opened(known.get().id());
            return stored(known.get().id());
        }
        return analyse(captures, origin);
    }

    /// Analyses the file whatever the store has.
    ///
    /// @throws IOException as [#open]
    public AnalysisSession analyse(Path file) throws IOException {
        return analyse(String.valueOf(file.getFileName()), List.of(file));
    }

    /// Analyses several files as one session whatever the store has.
    ///
    /// @throws IOException as [#open]
    public AnalysisSession analyse(String name, List<Path> files) throws IOException {
        Optional<AnalysisSession> live = live(files);
        if (live.isPresent()) {
            return live.get();
        }
        CaptureSet captures = CaptureSet.of(name, files);
        return analyse(captures, captures.origin(engine.get()));
    }

    private AnalysisSession analyse(CaptureSet captures, SessionOrigin origin) {
        SessionRecorder recorder = store.record(captures.name(), origin, captures.paths());
        AnalysisSession session =
                new AnalysisSession(store.sessions().byId(recorder.session()).orElseThrow());
        AnalysisRun run = new AnalysisRun(captures, recorder, session);
        running.add(session);
        executor.execute(() -> {
            try {
                run.run();
            } finally {
                running.remove(session);
            }
        });
        return session;
    }

    /// The live session that kept its packets in these files, running or over: they hold no more than its
    /// evidence, so there is nothing to analyse.
    private Optional<AnalysisSession> live(List<Path> files) {
        List<Path> captures =
                files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
        Optional<StoredSession> known =
                store.sessions().of(captures).filter(session -> session.origin().kind() == SessionKind.LIVE);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        long id = known.get().id();
        Optional<AnalysisSession> now = running.stream()
                .filter(session -> session.id() == id)
                .filter(session -> !session.snapshot().state().isOver())
                .findFirst();
        if (now.isEmpty()) {
            store.sessions().opened(id);
        }
        return Optional.of(now.orElseGet(() -> stored(id)));
    }

    /// Begins a session whose packets come live; whoever captures tells how it goes, and its end.
    ///
    /// @param id in the store
    /// @param stop asks it to end
    public AnalysisSession begin(long id, Runnable stop) {
        AnalysisSession session = new AnalysisSession(store.sessions().byId(id).orElseThrow(), stop);
        running.add(session);
        session.listen(new SessionListener() {
            @Override
            public void onEnd(StoredSession ended) {
                running.remove(session);
            }
        });
        return session;
    }

    /// Names the engine that finds, as sessions record it.
    public String engine() {
        return engine.get();
    }

    /// What the store has of a session, complete or not, without a look at its file.
    ///
    /// @throws IllegalArgumentException when there is no such session
    public AnalysisSession stored(long id) {
        return store.sessions()
                .byId(id)
                .map(AnalysisSession::stored)
                .orElseThrow(() -> new IllegalArgumentException("no session " + id));
    }

    /// Cancels what runs and waits until it has stored what it found; a few seconds at most.
    @Override
    public void close() {
        running.forEach(AnalysisSession::cancel);
        try {
            for (AnalysisSession session : running) {
                session.awaitEnd(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
