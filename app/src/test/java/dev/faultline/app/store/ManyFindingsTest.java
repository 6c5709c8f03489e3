package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.Transport;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyFindingsTest {
    private static final int FINDINGS = 200_000;
    private static final int ROWS = 50_000;
    private static final int BATCH = 2000;
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void viewOfTwoHundredThousandFindingsCostsHardlyAnyHeap() {
        try (FindingStore store = StoreFixture.open(folder.resolve("findings.db"))) {
            SessionRecorder recorder = StoreFixture.begin(store, "many.pcap");
            for (int from = 0; from < FINDINGS; from += BATCH) {
                List<Finding> batch = new ArrayList<>(BATCH);
                for (int i = from; i < from + BATCH; i++) {
                    batch.add(finding(i));
                }
                recorder.record(0, batch, () -> {});
            }
            recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);
            long before = usedHeap();

            try (FindingView view = store.view(FindingQuery.all(recorder.session()));
                    FindingView sorted = view.sorted(
                            new FindingSort(List.of(new FindingSort.Key(FindingColumn.DESTINATION, false))))) {
                assertThat(usedHeap() - before).isLessThan(16 * MEGABYTE);
                assertThat(view.size()).isEqualTo(ROWS);
                assertThat(view.counts().total()).isEqualTo(FINDINGS);
                assertThat(folds(sorted)).hasSize(ROWS);
            }
        }
    }

    private static Set<Long> folds(FindingView view) {
        Set<Long> folds = new HashSet<>();
        for (int from = 0; from < view.size(); from += 1000) {
            view.rows(from, from + 1000).forEach(row -> folds.add(row.fold()));
        }
        return folds;
    }

    /// Four findings to a row.
    private static Finding finding(int n) {
        Finding like = Findings.refused(n % 20_000);
        Finding moved = Findings.on(
                like,
                Transport.TCP,
                Objects.requireNonNull(like.src()),
                new Endpoint(IpAddress.v4(10 << 24 | n % ROWS), 8443));
        return new Finding(
                "%012x".formatted(n),
                moved.kind(),
                moved.severity(),
                moved.state(),
                moved.confidence(),
                moved.confidenceWhy(),
                null,
                moved.first(),
                moved.last(),
                1,
                moved.transport(),
                moved.src(),
                moved.dst(),
                moved.blame(),
                null,
                n,
                moved.vantage(),
                moved.evidence(),
                null,
                moved.facts(),
                moved.notes());
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
