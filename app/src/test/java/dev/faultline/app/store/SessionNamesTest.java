package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.NameEntry;
import dev.faultline.app.names.NameIndex;
import dev.faultline.app.names.NameSource;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionNamesTest {
    private static final Finding FIRST = Findings.refused(1);
    private static final Endpoint SERVER = Objects.requireNonNull(FIRST.dst());

    @TempDir
    Path folder;

    private static NameEntry pod(String name, String workload, Endpoint end, long from) {
        AddressName known = new AddressName(name, "shop", workload, null, "n1", null);
        return new NameEntry(end.ip(), Endpoint.NO_PORT, NameSource.POD, known, from, NameEntry.LASTING);
    }

    private FindingStore open() {
        return StoreFixture.open(folder.resolve("findings.db"));
    }

    private static long record(FindingStore store, List<NameEntry> names, Finding... findings) {
        SessionRecorder recorder = StoreFixture.begin(store, "a.pcap");
        recorder.names().cluster(names, 0);
        recorder.record(0, List.of(findings), () -> {});
        recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);
        return recorder.session();
    }

    @Test
    void namesComeBackWithTheSession() {
        long session;
        try (FindingStore store = open()) {
            session = record(store, List.of(pod("cart-1", "Deployment/cart", SERVER, 0)), FIRST);
        }
        try (FindingStore store = open()) {
            NameIndex names = store.names(session);
            assertThat(names.at(SERVER, FIRST.first()).pod()).isEqualTo("cart-1");
            assertThat(store.names(session + 1).isEmpty()).isTrue();
        }
    }

    @Test
    void rowsSayWhatTheirEndsWereCalledThen() {
        try (FindingStore store = open()) {
            long session = record(
                    store,
                    List.of(
                            pod("old", "Deployment/old", SERVER, 0),
                            pod("new", "Deployment/new", SERVER, FIRST.first() + 1)),
                    FIRST);
            try (FindingView view = store.view(FindingQuery.all(session))) {
                assertThat(StoreFixture.rows(view).getFirst().dstName().pod()).isEqualTo("old");
                assertThat(StoreFixture.rows(view).getFirst().srcName()).isEqualTo(AddressName.NONE);
            }
        }
    }

    @Test
    void searchForWordsFindsNames() {
        try (FindingStore store = open()) {
            long session = record(store, List.of(pod("cart-1", "Deployment/cart", SERVER, 0)), FIRST);
            FindingQuery all = FindingQuery.all(session);
            assertThat(store.counts(all.withText("deployment/cart")).total()).isEqualTo(1);
            assertThat(store.counts(all.withText("deployment/other")).total()).isZero();
        }
    }

    private static Finding from(Endpoint src) {
        Finding like = Findings.refused(2);
        return new Finding(
                like.id(),
                like.kind(),
                like.severity(),
                like.state(),
                like.confidence(),
                like.confidenceWhy(),
                like.partOf(),
                like.first(),
                like.last(),
                like.count(),
                like.transport(),
                src,
                like.dst(),
                like.blame(),
                like.reporter(),
                like.tcpStream(),
                like.vantage(),
                like.evidence(),
                like.icmp(),
                like.facts(),
                like.notes());
    }

    @Test
    void clientsOfOneWorkloadMakeOneRow() {
        Endpoint one = Objects.requireNonNull(FIRST.src());
        Endpoint other = new Endpoint(IpAddress.parse("10.77.2.99"), 40000);
        try (FindingStore store = open()) {
            long apart = record(store, List.of(), FIRST, from(other));
            assertThat(store.view(FindingQuery.all(apart)).size()).isEqualTo(2);
            long together = record(
                    store,
                    List.of(pod("a", "Deployment/a", one, 0), pod("b", "Deployment/a", other, 0)),
                    FIRST,
                    from(other));
            assertThat(store.view(FindingQuery.all(together)).size()).isEqualTo(1);
        }
    }

    @Test
    void rowsAreInOrderOfNamesBeforeThoseThatHaveNone() {
        Endpoint one = Objects.requireNonNull(FIRST.src());
        Endpoint other = new Endpoint(IpAddress.parse("10.77.2.99"), 40000);
        Endpoint nameless = new Endpoint(IpAddress.parse("10.0.0.1"), 40000);
        FindingSort ascending = new FindingSort(List.of(new FindingSort.Key(FindingColumn.SOURCE, false)));
        FindingSort descending = new FindingSort(List.of(new FindingSort.Key(FindingColumn.SOURCE, true)));
        try (FindingStore store = open()) {
            long session = record(
                    store,
                    List.of(pod("beta", "Deployment/b", one, 0), pod("Alpha", "Deployment/a", other, 0)),
                    Findings.on(Findings.refused(3), Transport.TCP, nameless, SERVER),
                    FIRST,
                    Findings.on(Findings.refused(4), Transport.TCP, other, SERVER));
            try (FindingView view = store.view(FindingQuery.all(session).withSort(ascending));
                    FindingView turned = view.sorted(descending)) {
                assertThat(StoreFixture.rows(view))
                        .extracting(row -> row.srcName().pod())
                        .containsExactly("Alpha", "beta", null);
                assertThat(StoreFixture.rows(turned))
                        .extracting(row -> row.srcName().pod())
                        .containsExactly(null, "beta", "Alpha");
            }
        }
    }

    @Test
    void namesGoWithTheSession() {
        try (FindingStore store = open()) {
            long session = record(store, List.of(pod("cart-1", "Deployment/cart", SERVER, 0)), FIRST);
            store.sessions().remove(session);
        }
        open().close();
        try (FindingStore store = open()) {
            assertThat(store.names(1).isEmpty()).isTrue();
        }
    }
}
