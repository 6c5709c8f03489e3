package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two stores on one file stand for two running programs: SQLite tells them apart by their connections.
class SharedStoreTest {
    @TempDir
    Path folder;

    @Test
    void twoProgramsWriteAndReadAtOnce() throws InterruptedException, ExecutionException {
        Path file = folder.resolve("findings.db");
        List<Finding> findings = new RandomFindings(1, 20).list(5000);
        try (ExecutorService programs = Executors.newFixedThreadPool(4);
                FindingStore first = StoreFixture.open(file);
                FindingStore second = StoreFixture.open(file)) {
            Future<Long> a = programs.submit(() -> StoreFixture.store(first, "a.pcap", findings));
            Future<Long> b = programs.submit(() -> StoreFixture.store(second, "b.pcap", findings));
            Future<Integer> read = programs.submit(() -> look(first));

            assertThat(StoreFixture.all(second, FindingQuery.all(a.get()))).hasSize(findings.size());
            assertThat(StoreFixture.all(first, FindingQuery.all(b.get()))).hasSize(findings.size());
            assertThat(read.get()).isGreaterThanOrEqualTo(0);
        }
    }

    private static int look(FindingStore store) {
        int seen = 0;
        for (int i = 0; i < 20; i++) {
            for (StoredSession session : store.sessions().recent("", 10)) {
                try (FindingView view = store.view(FindingQuery.all(session.id()))) {
                    seen += view.size();
                }
            }
        }
        return seen;
    }

    @Test
    void oneProgramSeesWhatTheOtherHasFinished() {
        Path file = folder.resolve("findings.db");
        try (FindingStore first = StoreFixture.open(file);
                FindingStore second = StoreFixture.open(file)) {
            long session = StoreFixture.store(first, "a.pcap", new RandomFindings(1, 20).list(100));

            assertThat(second.sessions().recent("", 10))
                    .extracting(StoredSession::id)
                    .containsExactly(session);
        }
    }

    @Test
    void severalThreadsQueryOneStore() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(4);
                FindingStore store = StoreFixture.open(folder.resolve("findings.db"))) {
            long session = StoreFixture.store(store, "a.pcap", new RandomFindings(1, 20).list(3000));
            List<Future<List<FindingRow>>> answers = new java.util.ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(threads.submit(() -> {
                    try (FindingView view = store.view(FindingQuery.all(session))) {
                        return StoreFixture.rows(view);
                    }
                }));
            }
            List<FindingRow> expected = answers.getFirst().get();
            for (Future<List<FindingRow>> answer : answers) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        }
    }
}
