package dev.faultline.app.store;

import dev.faultline.engine.finding.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A capture and how its analysis went, as the store knows it. A snapshot.
///
/// @param id in the store, never used again for another session
/// @param name short name for people: the file's name
/// @param origin the capture
/// @param state how far the analysis is
/// @param report what is known about the capture
/// @param findings number of findings that are part of no other, by severity; all severities are there
/// @param failure why it failed, a sentence for people; null unless [SessionState#FAILED]
/// @param opened when a user last opened it
/// @param captures the files, in the order they were opened: one, or several in one session
/// @param pinned whether the user keeps it: pinned sessions are listed first and never evicted
public record StoredSession(
        long id,
        String name,
        SessionOrigin origin,
        SessionState state,
        SessionReport report,
        Map<Severity, Long> findings,
        @Nullable String failure,
        Instant opened,
        List<Path> captures,
        boolean pinned) {

    public StoredSession {
        findings = Map.copyOf(findings);
        captures = List.copyOf(captures);
    }

    /// The same session with more files.
    public StoredSession with(List<Path> files) {
        return new StoredSession(id, name, origin, state, report, findings, failure, opened, files, pinned);
    }

    /// The same session later on.
    public StoredSession with(SessionState state, SessionReport report, @Nullable String failure) {
        return new StoredSession(id, name, origin, state, report, findings, failure, opened, captures, pinned);
    }
}
