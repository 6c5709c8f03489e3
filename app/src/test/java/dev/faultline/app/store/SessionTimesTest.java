package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.NameEntry;
import dev.faultline.app.names.NameSource;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Traffic;
import dev.faultline.engine.pipeline.Traffic.Bucket;
import dev.faultline.engine.pipeline.Traffic.Loss;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traffic and events of sessions, and what findings are counted under.
class SessionTimesTest {
    private static final long FAR = 1_780_000_000L << 30;

    @TempDir
    Path folder;

    private Path file;
    private FindingStore store;

    @BeforeEach
    void open() {
        file = folder.resolve("findings.db");
        store = StoreFixture.open(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static long finish(SessionRecorder recorder) {
        recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);
        return recorder.session();
    }

    @Test
    void trafficComesBackAsItWasToldLast() {
        Traffic first = new Traffic(1024, List.of(new Bucket(1024, 1, 60)), List.of());
        Traffic last = new Traffic(
                2048,
                List.of(new Bucket(-2048, 7, 1), new Bucket(0, 2, 100), new Bucket(FAR, 1_000_000, 1L << 40)),
                List.of());
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        recorder.traffic(0, "a", first, () -> {});
        recorder.traffic(0, "a", last, () -> {});
        recorder.traffic(1, "b", first, () -> {});

        long session = finish(recorder);

        assertThat(store.traffic(session)).containsExactly(last, first);
        assertThat(store.traffic(session + 1)).isEmpty();
    }

    @Test
    void lossesAreReplacedAndOtherEventsStay() {
        Loss early = new Loss(Loss.Kind.DROPPED, 5, 9, 3);
        Loss late = new Loss(Loss.Kind.BLIND, 20, 30, -1);
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        recorder.event(SessionEvent.at(SessionEvent.Kind.BROKEN, 20, "worker-1", "reset"), () -> {});
        recorder.traffic(0, "worker-1", new Traffic(1, List.of(), List.of(early)), () -> {});
        recorder.traffic(0, "worker-1", new Traffic(1, List.of(), List.of(early, late)), () -> {});

        assertThat(store.events(finish(recorder)))
                .containsExactly(
                        new SessionEvent(SessionEvent.Kind.DROPPED, 5, 9, "worker-1", "", 3),
                        SessionEvent.at(SessionEvent.Kind.BROKEN, 20, "worker-1", "reset"),
                        new SessionEvent(SessionEvent.Kind.BLIND, 20, 30, "worker-1", "", -1));
    }

    @Test
    void eventsBeyondAFewThousandAreNotKept() {
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        for (int i = 0; i < 6_000; i++) {
            recorder.event(SessionEvent.at(SessionEvent.Kind.POD_STARTED, i, "p", ""), () -> {});
        }

        assertThat(store.events(finish(recorder))).hasSize(5_000);
    }

    @Test
    void damagedTrafficIsReadAsFarAsItGoes() throws SQLException {
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        recorder.traffic(
                0, "a", new Traffic(1, List.of(new Bucket(1, 2, 3), new Bucket(500, 600, 700)), List.of()), () -> {});
        long session = finish(recorder);
        try (Connection connection = new Database(file).openWriter()) {
            Sql.update(connection, "UPDATE traffic SET buckets = substr(buckets, 1, 5)");
        }

        assertThat(store.traffic(session).getFirst().buckets()).containsExactly(new Bucket(1, 2, 3));
    }

    @Test
    void findingsAreCountedUnderTheEndThatDidIt() {
        Finding refused = Findings.refused(1);
        Endpoint server = Objects.requireNonNull(refused.dst());
        AddressName cart = new AddressName("cart-1", "shop", "Deployment/cart", null, "n1", null);
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        recorder.names()
                .cluster(
                        List.of(new NameEntry(
                                server.ip(), Endpoint.NO_PORT, NameSource.POD, cart, 0, NameEntry.LASTING)),
                        0);
        recorder.record(0, List.of(refused), () -> {});
        long session = finish(recorder);

        assertThat(counted(session, refused, Grouping.WORKLOAD)).isEqualTo(Map.of("shop/cart", 1L));
        assertThat(counted(session, refused, Grouping.NAMESPACE)).isEqualTo(Map.of("shop", 1L));
        assertThat(counted(session, refused, Grouping.NODE)).isEqualTo(Map.of("n1", 1L));
    }

    @Test
    void findingsOfEarlierVersionsAreCountedUnderNoName() throws SQLException {
        Finding refused = Findings.refused(1);
        long session = StoreFixture.store(store, "a.pcap", List.of(refused));
        try (Connection connection = new Database(file).openWriter()) {
            Sql.update(connection, "UPDATE finding SET party = 0");
            Sql.update(connection, "DELETE FROM party");
        }

        assertThat(counted(session, refused, Grouping.NODE)).isEqualTo(Map.of("", 1L));
    }

    private Map<String, Long> counted(long session, Finding finding, Grouping grouping) {
        Histogram.Scale scale = new Histogram.Scale(finding.first(), 1_000, 1, grouping);
        return store.histogram(FindingQuery.all(session), scale).buckets().getFirst();
    }
}
