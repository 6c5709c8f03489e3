package dev.faultline.app.cli;

import dev.faultline.agent.telemetry.Telemetry;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.live.LiveSessions;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingStore;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a live session on a terminal runs on: a store for as long as it lasts, and a report that takes findings
/// as they are made.
final class LiveStage implements Closeable {
    private final ExecutorService executor = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("faultline-live-", 1).factory());
    private final Terminal terminal;
    private final Request request;
    private final FindingStore store;
    private final Sessions sessions;
    private final LiveSessions lives;
    private final ReportTarget target;
    private @Nullable LiveExport export;

    /// What the user wants of a live capture, wherever it captures.
    ///
    /// @param folder that keeps packets while it runs
    /// @param full whether every packet is kept
    /// @param duration null for no limit
    /// @param wanted chooses the findings to print
    /// @param failOn severity that makes the run a failure, or null
    /// @param interrupted whether to stop
    /// @param telemetry who is told beside the terminal
    record Request(
            Format format,
            Path folder,
            boolean full,
            @Nullable Duration duration,
            Predicate<Finding> wanted,
            @Nullable Severity failOn,
            BooleanSupplier interrupted,
            Telemetry.Targets telemetry) {}

    LiveStage(Terminal terminal, Request request) throws IOException {
        this.terminal = terminal;
        this.request = request;
        Explainer explainer = new Explainer();
        Clock clock = Clock.systemUTC();
        store = FindingStore.temporary(finding -> explainer.explain(finding).title(), clock);
        sessions = new Sessions(store, executor);
        lives = new LiveSessions(store, sessions, executor, request.folder(), clock);
        target = new ReportTarget(request.format(), null, true, terminal);
    }

    /// Starts sessions.
    LiveSessions lives() {
        return lives;
    }

    /// A run of a session that prints, with the names that the session knows, and tells whoever else is to be told.
    ///
    /// @throws IOException when these cannot be told
    LiveRun run(LiveSession session) throws IOException {
        if (!request.telemetry().isEmpty()) {
            export = LiveExport.start(request.telemetry(), session, request.wanted(), terminal::say);
        }
        target.report().names(session.names());
        return new LiveRun(terminal, Objects.requireNonNull(target.live()), request.wanted());
    }

    /// Ends the report.
    void commit() throws IOException {
        target.commit();
    }

    @Override
    public void close() throws IOException {
        if (export != null) {
            export.close();
        }
        lives.close();
        sessions.close();
        store.close();
        target.close();
        executor.shutdown();
    }
}
