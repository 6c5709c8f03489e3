package dev.faultline.app.ui.start;

import dev.faultline.app.store.StoredSession;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.finding.Severity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row of the recent list, in the words that it shows.
///
/// @param id of the session in the store
/// @param folder where the capture lies, with `~` for the user's own
/// @param counts findings of each of [#SHOWN]
/// @param packets and the following: figures in short
/// @param captures the files
/// @param pinned whether it stays at the top
/// @param gone whether the file is no longer there
public record RecentCapture(
        long id,
        String name,
        String folder,
        List<Count> counts,
        String packets,
        String size,
        String opened,
        List<Path> captures,
        boolean pinned,
        boolean gone) {

    /// The severities that are counted.
    static final List<SeverityMark> SHOWN = List.of(SeverityMark.ERROR, SeverityMark.WARNING, SeverityMark.NOTICE);

    /// How many findings there are of a severity.
    ///
    /// @param none whether there are none
    public record Count(SeverityMark mark, String figure, boolean none) {}

    public RecentCapture {
        counts = List.copyOf(counts);
        captures = List.copyOf(captures);
    }

    /// A session as a row.
    ///
    /// @param home the user's own folder
    /// @param gone whether the file is no longer there
    static RecentCapture of(StoredSession session, Path home, Clock clock, boolean gone) {
        Path folder = session.captures().isEmpty()
                ? session.origin().path().getParent()
                : session.captures().getFirst().getParent();
        return new RecentCapture(
                session.id(),
                session.name(),
                shorten(folder, home),
                SHOWN.stream().map(mark -> count(mark, session.findings())).toList(),
                Figures.shortCount(session.report().packets()),
                Figures.bytes(Math.max(0, session.origin().size())),
                Figures.ago(session.opened().atZone(clock.getZone()), ZonedDateTime.now(clock)),
                session.captures(),
                session.pinned(),
                gone);
    }

    private static Count count(SeverityMark mark, Map<Severity, Long> findings) {
        long count = findings.entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(mark.id()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Count(mark, count < 10_000 ? Figures.count(count) : Figures.shortCount(count), count == 0);
    }

    private static String shorten(@Nullable Path folder, Path home) {
        if (folder == null) {
            return "";
        }
        return folder.startsWith(home)
                ? Path.of("~").resolve(home.relativize(folder)).toString()
                : folder.toString();
    }
}
