package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingStoreTest {
    @TempDir
    Path folder;

    private FindingStore store;

    @BeforeEach
    void open() {
        store = StoreFixture.open(folder.resolve("findings.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findingComesBackJustAsItWasStored() {
        List<Finding> findings = new RandomFindings(1, 20).list(500);
        long session = StoreFixture.store(store, "a.pcap", findings);

        assertThat(findings)
                .allSatisfy(finding ->
                        assertThat(store.finding(session, finding.id())).hasValue(finding));
    }

    @Test
    void laterFindingReplacesEarlierOneOfSameId() {
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        Finding later = Findings.with(Findings.refused(1), Severity.WARNING);
        recorder.record(0, List.of(Findings.refused(1)), () -> {});
        recorder.record(0, List.of(later), () -> {});
        recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);

        assertThat(StoreFixture.all(store, FindingQuery.all(recorder.session())))
                .containsExactly(later);
    }

    @Test
    void findingsAreSeenWhenTheRecorderSaysSo() {
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        AtomicInteger seen = new AtomicInteger();
        recorder.record(0, List.of(Findings.refused(1)), () -> {
            try (FindingView view = store.view(FindingQuery.all(recorder.session()))) {
                seen.set(view.size());
            }
        });
        recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);

        assertThat(seen).hasValue(1);
    }

    @Test
    void exportGivesAllFindingsInOrderOfTimePartsToo() {
        List<Finding> findings = new RandomFindings(2, 20).list(300);
        long session = StoreFixture.store(store, "a.pcap", findings);

        assertThat(StoreFixture.all(store, FindingQuery.all(session)))
                .containsExactlyInAnyOrderElementsOf(findings)
                .isSortedAccordingTo(Comparator.comparingLong(Finding::first));
    }

    @Test
    void exportStopsWhenToldTo() {
        long session = StoreFixture.store(store, "a.pcap", new RandomFindings(2, 20).list(30));
        AtomicInteger seen = new AtomicInteger();

        store.forEach(FindingQuery.all(session), finding -> seen.incrementAndGet() < 3);

        assertThat(seen).hasValue(3);
    }

    @Test
    void childrenHangBelowTheirParentOnly() {
        Finding parent = Findings.refused(1);
        Finding child = Findings.unreachable(parent.id());
        long session = StoreFixture.store(store, "a.pcap", List.of(parent, Findings.refused(2), child));

        assertThat(store.children(session, parent.id()))
                .extracting(FindingRow::findingId)
                .containsExactly(child.id());
        assertThat(store.children(session, Findings.refused(2).id())).isEmpty();
        try (FindingView view = store.view(FindingQuery.all(session))) {
            assertThat(view.counts().total()).isEqualTo(2);
        }
    }

    @Test
    void findingWhoseParentWasNotKeptStandsForItself() {
        Finding orphan = Findings.unreachable("ffffffffffff");
        long session = StoreFixture.store(store, "a.pcap", List.of(orphan));

        try (FindingView view = store.view(FindingQuery.all(session))) {
            assertThat(StoreFixture.rows(view))
                    .extracting(FindingRow::findingId)
                    .containsExactly(orphan.id());
        }
    }

    @Test
    void sessionComesBackWithItsReportAndCounts() {
        SessionReport report = new SessionReport(
                "pcapng",
                List.of(new CaptureInterface(0, "eth0", "up\"link", 1, 262144)),
                8133,
                5_540_000,
                RandomFindings.START,
                RandomFindings.START + 5,
                211,
                40,
                3,
                7,
                Map.of("malformed", 2L),
                true,
                new Truncation(81_203_776, 8133, "record is longer than the file"),
                List.of("cut"));
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        Finding child = Findings.unreachable(Findings.refused(1).id());
        recorder.record(0, List.of(Findings.refused(1), Findings.refused(2), child), () -> {});
        StoredSession finished = recorder.finish(SessionState.FAILED, report, "disk gone");

        assertThat(store.sessions().byId(recorder.session())).hasValue(finished);
        assertThat(finished.report()).isEqualTo(report);
        assertThat(finished.state()).isEqualTo(SessionState.FAILED);
        assertThat(finished.failure()).isEqualTo("disk gone");
        assertThat(finished.findings())
                .containsOnly(
                        Map.entry(Severity.ERROR, 2L),
                        Map.entry(Severity.WARNING, 0L),
                        Map.entry(Severity.NOTICE, 0L),
                        Map.entry(Severity.INFO, 0L));
    }

    @Test
    void reportIsSeenWhileReading() {
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        recorder.record(0, List.of(), () -> {});
        recorder.progress(
                new SessionReport("pcap", List.of(), 5, 500, 0, 0, 0, 0, 0, 0, Map.of(), false, null, List.of()));
        // Whatever comes later comes after it.
        store.sessions().pin(recorder.session(), false);

        assertThat(store.sessions().byId(recorder.session()))
                .hasValueSatisfying(
                        session -> assertThat(session.report().packets()).isEqualTo(5))
                .hasValueSatisfying(session -> assertThat(session.state()).isEqualTo(SessionState.READING));
    }

    @Test
    void sessionOfTheSameFileReplacesTheEarlierOneAndStaysPinned() {
        long earlier = StoreFixture.store(store, "a.pcap", List.of(Findings.refused(1)));
        store.sessions().pin(earlier, true);
        long later = StoreFixture.store(store, "a.pcap", List.of(Findings.refused(2)));

        assertThat(store.sessions().recent("", 10))
                .singleElement()
                .satisfies(session -> assertThat(session.id()).isEqualTo(later))
                .satisfies(session -> assertThat(session.pinned()).isTrue());
        assertThat(StoreFixture.all(store, FindingQuery.all(later))).containsExactly(Findings.refused(2));
    }

    @Test
    void removedSessionIsGoneWithItsFindings() {
        long kept = StoreFixture.store(store, "a.pcap", List.of(Findings.refused(1)));
        long removed = StoreFixture.store(store, "b.pcap", List.of(Findings.refused(1)));

        store.sessions().remove(removed);

        assertThat(store.sessions().recent("", 10))
                .extracting(StoredSession::id)
                .containsExactly(kept);
        assertThat(store.sessions().byId(removed)).isEmpty();
    }

    @Test
    void recentSessionsAreSearchedByNameAndFolder() {
        StoreFixture.store(store, "tickets/NET-4412/mtu.pcap", List.of());
        long other = StoreFixture.store(store, "dns/\u00c4rger.pcap", List.of());

        assertThat(store.sessions().recent("\u00e4RGER dns", 10))
                .extracting(StoredSession::id)
                .containsExactly(other);
        assertThat(store.sessions().recent("nothing", 10)).isEmpty();
    }

    @Test
    void pinnedSessionsComeFirstThenTheLatest() {
        long first = StoreFixture.store(store, "a.pcap", List.of());
        long second = StoreFixture.store(store, "b.pcap", List.of());
        long third = StoreFixture.store(store, "c.pcap", List.of());
        store.sessions().pin(first, true);

        assertThat(store.sessions().recent("", 10))
                .extracting(StoredSession::id)
                .containsExactly(first, third, second);
        assertThat(store.sessions().recent("", 2)).extracting(StoredSession::id).containsExactly(first, third);
    }

    @Test
    void sessionOfSeveralFilesIsFoundByJustThese() {
        Path a = Path.of("/c/a.pcap");
        Path b = Path.of("/c/b.pcap");
        SessionRecorder recorder = store.record("both", StoreFixture.origin(a), List.of(a, b));
        recorder.record(1, List.of(Findings.refused(1)), () -> {});
        recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);

        assertThat(store.sessions().of(List.of(a, b))).isPresent();
        assertThat(store.sessions().of(List.of(a))).isEmpty();
        try (FindingView view = store.view(FindingQuery.all(recorder.session()))) {
            assertThat(StoreFixture.rows(view)).extracting(FindingRow::capture).containsExactly(b);
        }
    }

    @Test
    void findingsOfOneFileAreToldApart() {
        Path a = Path.of("/c/a.pcap");
        Path b = Path.of("/c/b.pcap");
        SessionRecorder recorder = store.record("both", StoreFixture.origin(a), List.of(a, b));
        recorder.record(0, List.of(Findings.refused(1)), () -> {});
        recorder.record(1, List.of(Findings.refused(2)), () -> {});
        recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);

        FindingQuery all = FindingQuery.all(recorder.session());
        assertThat(StoreFixture.all(store, all.withCapture(b))).containsExactly(Findings.refused(2));
        assertThat(StoreFixture.all(store, all.withCapture(Path.of("/c/other.pcap"))))
                .isEmpty();
    }

    @Test
    void temporaryStoreLeavesNothingBehind() {
        Path file;
        try (FindingStore temporary = FindingStore.temporary(StoreFixture::title, Clock.systemUTC())) {
            file = temporary.file();
            StoreFixture.store(temporary, "a.pcap", List.of(Findings.refused(1)));
            assertThat(file).exists();
        }

        assertThat(Files.exists(file.getParent())).isFalse();
    }
}
