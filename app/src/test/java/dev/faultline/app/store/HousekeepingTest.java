package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
    private static final Instant NOW = Instant.parse("2026-11-24T18:00:00Z");
    private static final int MEGABYTE = 1 << 20;
    /// Of no process: Linux numbers stop far below.
    private static final long NO_PROCESS = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("findings.db");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = new Database(file).openWriter()) {
            return Sql.number(connection, sql);
        }
    }

    @Test
    void removedSessionLeavesNoRowsAndGivesItsSpaceBack() throws SQLException {
        try (FindingStore store = StoreFixture.open(file)) {
            long session = StoreFixture.store(store, "a.pcap", new RandomFindings(1, 20).list(25_000));
            StoreFixture.store(store, "b.pcap", List.of(Findings.refused(1)));
            store.sessions().remove(session);
        }
        // Steps may be left over when a store is closed at once; the next start goes on.
        for (int start = 0; start < 10; start++) {
            StoreFixture.open(file).close();
        }

        assertThat(number("SELECT count(*) FROM finding")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM session")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM capture")).isEqualTo(1);
        assertThat(number("PRAGMA page_count") * number("PRAGMA page_size")).isLessThan(MEGABYTE);
    }

    @Test
    void sessionsOpenedLongestAgoAreEvictedWhenTheFileGrowsTooLarge() {
        RandomFindings random = new RandomFindings(1, 20);
        long pinned;
        long kept;
        try (FindingStore store = StoreFixture.open(file, Long.MAX_VALUE, NOW)) {
            pinned = StoreFixture.store(store, "pinned.pcap", random.list(2000));
            store.sessions().pin(pinned, true);
            StoreFixture.store(store, "old.pcap", random.list(4000));
        }
        try (FindingStore store = StoreFixture.open(file, 4 * MEGABYTE, NOW.plusSeconds(60))) {
            kept = StoreFixture.store(store, "new.pcap", random.list(2000));
        }
        for (int start = 0; start < 5; start++) {
            StoreFixture.open(file, 4 * MEGABYTE, NOW).close();
        }

        try (FindingStore store = StoreFixture.open(file, 4 * MEGABYTE, NOW)) {
            assertThat(store.sessions().recent("", 10))
                    .extracting(StoredSession::id)
                    .containsExactly(pinned, kept);
            assertThat(StoreFixture.all(store, FindingQuery.all(kept))).hasSize(2000);
        }
    }

    @Test
    void sessionOpenedLastIsKeptHoweverLarge() {
        try (FindingStore store = StoreFixture.open(file, 1, NOW)) {
            long session = StoreFixture.store(store, "a.pcap", new RandomFindings(1, 20).list(2000));
            store.sessions().opened(session);

            assertThat(StoreFixture.all(store, FindingQuery.all(session))).hasSize(2000);
        }
        try (FindingStore store = StoreFixture.open(file, 1, NOW)) {
            assertThat(store.sessions().recent("", 10)).hasSize(1);
        }
    }

    @Test
    void sessionThatADeadProgramWasReadingCountsAsCancelled() throws SQLException {
        long session;
        try (FindingStore store = StoreFixture.open(file)) {
            SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
            recorder.record(0, List.of(Findings.refused(1)), () -> {});
            session = recorder.session();
        }
        try (Connection connection = new Database(file).openWriter()) {
            Sql.update(connection, "UPDATE session SET owner = ?", NO_PROCESS);
        }

        try (FindingStore store = StoreFixture.open(file)) {
            assertThat(store.sessions().byId(session)).hasValueSatisfying(stored -> {
                assertThat(stored.state()).isEqualTo(SessionState.CANCELLED);
                assertThat(stored.findings()).containsEntry(dev.faultline.engine.finding.Severity.ERROR, 1L);
            });
        }
    }

    @Test
    void sessionThatALivingProgramReadsIsLeftToIt() {
        try (FindingStore first = StoreFixture.open(file)) {
            SessionRecorder recorder = StoreFixture.begin(first, "a.pcap");
            try (FindingStore second = StoreFixture.open(file)) {
                assertThat(second.sessions().byId(recorder.session()))
                        .hasValueSatisfying(stored -> assertThat(stored.state()).isEqualTo(SessionState.READING));
            }
        }
    }
}
