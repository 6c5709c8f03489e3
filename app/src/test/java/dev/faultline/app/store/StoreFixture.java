package dev.faultline.app.store;

import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Opens stores and fills them, for tests.
final class StoreFixture {
    static final String ENGINE = "engine-1";

    private StoreFixture() {}

    static FindingStore open(Path file) {
        return open(file, FindingStore.Options.DEFAULT_SIZE_LIMIT, Instant.parse("2026-11-24T18:00:00Z"));
    }

    static FindingStore open(Path file, long sizeLimit, Instant now) {
        return FindingStore.open(
                new FindingStore.Options(file, sizeLimit, StoreFixture::title, Clock.fixed(now, ZoneOffset.UTC)));
    }

    static String title(Finding finding) {
        return "Title of " + finding.kind().id().replace('.', ' ');
    }

    static SessionOrigin origin(Path capture) {
        return new SessionOrigin(SessionKind.FILE, capture, 1000, 42, "1000-abc", ENGINE);
    }

    static SessionRecorder begin(FindingStore store, String capture) {
        Path path = Path.of(capture).toAbsolutePath();
        return store.record(String.valueOf(path.getFileName()), origin(path), List.of(path));
    }

    /// A whole session with these findings.
    static long store(FindingStore store, String capture, List<Finding> findings) {
        SessionRecorder recorder = begin(store, capture);
        for (int from = 0; from < findings.size(); from += 1000) {
            recorder.record(0, findings.subList(from, Math.min(from + 1000, findings.size())), () -> {});
        }
        recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);
        return recorder.session();
    }

    static List<FindingRow> rows(FindingView view) {
        return view.rows(0, view.size());
    }

    static List<Finding> all(FindingStore store, FindingQuery query) {
        List<Finding> all = new ArrayList<>();
        store.forEach(query, all::add);
        return all;
    }
}
