package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.Findings;
import dev.faultline.app.filter.FilterException;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingViewTest {
    private static final String CAPTURE = "/captures/random.pcap";

    @TempDir
    static Path folder;

    private static FindingStore store;
    private static List<Finding> findings;
    private static ReferenceRows reference;
    private static long session;

    @BeforeAll
    static void fill() {
        store = StoreFixture.open(folder.resolve("findings.db"));
        // Other sessions before and after must not show.
        StoreFixture.store(store, "before.pcap", List.of(Findings.refused(1), Findings.gap()));
        findings = new RandomFindings(7, 6).list(4000);
        session = StoreFixture.store(store, CAPTURE, findings);
        StoreFixture.store(store, "after.pcap", List.of(Findings.refused(2)));
        reference = new ReferenceRows(findings, Path.of(CAPTURE).toAbsolutePath());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static FindingSort by(FindingColumn column, boolean descending) {
        return new FindingSort(List.of(new FindingSort.Key(column, descending)));
    }

    @ParameterizedTest
    @EnumSource(FindingColumn.class)
    void rowsAreThoseOfTheReferenceInOrderOfAnyColumn(FindingColumn column) {
        for (boolean descending : List.of(false, true)) {
            FindingQuery query = FindingQuery.all(session).withSort(by(column, descending));
            try (FindingView view = store.view(query)) {
                assertThat(StoreFixture.rows(view)).isEqualTo(reference.rows(query));
            }
        }
    }

    @Test
    void secondColumnOrdersWhatTheFirstTies() {
        FindingQuery query = FindingQuery.all(session)
                .withSort(new FindingSort(List.of(
                        new FindingSort.Key(FindingColumn.SEVERITY, true),
                        new FindingSort.Key(FindingColumn.DESTINATION, false))));
        try (FindingView view = store.view(query)) {
            assertThat(StoreFixture.rows(view)).isEqualTo(reference.rows(query));
        }
    }

    @ParameterizedTest
    @EnumSource(FindingColumn.class)
    void sortedViewHasTheRowsOfANewQuery(FindingColumn column) {
        FindingSort sort = by(column, true);
        try (FindingView view = store.view(FindingQuery.all(session));
                FindingView sorted = view.sorted(sort)) {
            assertThat(StoreFixture.rows(sorted))
                    .isEqualTo(reference.rows(FindingQuery.all(session).withSort(sort)));
            assertThat(sorted.query().sort()).isEqualTo(sort);
        }
    }

    @Test
    void sortedViewOutlivesTheOneItCameFrom() {
        FindingView view = store.view(FindingQuery.all(session));
        try (FindingView sorted = view.sorted(by(FindingColumn.COUNT, true))) {
            view.close();
            assertThat(sorted.rows(0, 10)).hasSize(10);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyQueryHasTheRowsOfTheReference(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            FindingQuery query = randomQuery(random);
            try (FindingView view = store.view(query)) {
                assertThat(StoreFixture.rows(view)).as(query.toString()).isEqualTo(reference.rows(query));
            }
        }
    }

    private static FindingQuery randomQuery(Random random) {
        FindingQuery query = FindingQuery.all(session);
        if (random.nextBoolean()) {
            query = query.withSeverities(some(EnumSet.allOf(Severity.class), random));
        }
        if (random.nextBoolean()) {
            query = query.withClasses(some(EnumSet.allOf(FindingClass.class), random));
        }
        if (random.nextBoolean()) {
            long from = RandomFindings.START + random.nextLong(RandomFindings.SPAN);
            query = query.withTimes(from, from + random.nextLong(RandomFindings.SPAN / 2));
        }
        String[] words = {
            "refused", "10.16.0.1", "icmp unreachable", ":8003", "\"title of tcp\"", "RESET", "fd00:", "%", "_"
        };
        if (random.nextBoolean()) {
            query = query.withText(words[random.nextInt(words.length)]);
        }
        if (random.nextBoolean()) {
            int divisor = 1 + random.nextInt(4);
            query = query.withCondition(finding -> finding.count() % divisor == 0);
        }
        return query;
    }

    private static <E extends Enum<E>> Set<E> some(Set<E> all, Random random) {
        all.removeIf(one -> random.nextInt(3) == 0);
        return all;
    }

    @Test
    void pagesTogetherAreAllRows() {
        try (FindingView view = store.view(FindingQuery.all(session))) {
            List<FindingRow> paged = new ArrayList<>();
            for (int from = 0; from < view.size(); from += 37) {
                paged.addAll(view.rows(from, from + 37));
            }
            assertThat(paged).isEqualTo(reference.rows(FindingQuery.all(session)));
        }
    }

    @Test
    void rowIsFoundAgainByItsFold() {
        try (FindingView view = store.view(FindingQuery.all(session))) {
            FindingRow row = view.rows(123, 124).getFirst();
            assertThat(view.indexOf(row.fold())).isEqualTo(123);
            assertThat(view.indexOf(12345)).isEqualTo(-1);
        }
    }

    @Test
    void countsAreThoseOfTheFindingsInTheRows() {
        FindingQuery query = FindingQuery.all(session).withText("tcp").withCondition(finding -> finding.count() > 9);
        List<Finding> matching = reference.matching(query);
        try (FindingView view = store.view(query)) {
            FindingCounts counts = view.counts();
            assertThat(counts.total()).isEqualTo(matching.size());
            for (Severity severity : Severity.values()) {
                assertThat(counts.of(severity))
                        .isEqualTo(matching.stream()
                                .filter(finding -> finding.severity() == severity)
                                .count());
            }
            for (FindingClass one : FindingClass.values()) {
                assertThat(counts.of(Severity.ERROR, one))
                        .isEqualTo(matching.stream()
                                .filter(finding -> finding.severity() == Severity.ERROR)
                                .filter(finding -> finding.kind().findingClass() == one)
                                .count());
            }
        }
    }

    @Test
    void histogramCountsBeginningsInEachStretch() {
        FindingQuery query = FindingQuery.all(session).withSeverities(Set.of(Severity.ERROR));
        long length = 7_000_000_000L;
        List<Map<String, Long>> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Map<String, Long> counts = new HashMap<>();
            for (Finding finding : reference.matching(query)) {
                long bucket = (finding.first() - RandomFindings.START) / length;
                if (bucket == i) {
                    counts.merge(finding.kind().findingClass().id(), 1L, Long::sum);
                }
            }
            expected.add(counts);
        }
        try (FindingView view = store.view(query)) {
            assertThat(view.histogram(new Histogram.Scale(RandomFindings.START, length, 50, Grouping.CLASS))
                            .buckets())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error",
                "!error && tcp",
                "severity == 'error' || confidence != 'high'",
                "severity in ['warning', 'nothing']",
                "kind == 'tcp.connect.refused' && count > 3",
                "kind.startsWith('tcp.') && !kind.endsWith('refused')",
                "class != 'connection' && 5 <= count",
                "article == '' || article == 'SynSent'",
                "tcp_error_type != ''",
                "protocol.contains('c') && state == 'final'",
                "blame == 'dst' && id != 'x'",
                "reporter != '' || part_of == ''",
                "reporter != '10.0.0.1'",
                "dst.port in [8000, 8001, 8002, 8003] && stream >= 0",
                "timestamp >= timestamp('2023-11-14T22:15:00Z')",
                "elapsed_time > 100 && !(udp || false)",
                "src.ip != '010.0.0.1' && dst.ip != 'nonsense'",
            })
    void filterInSqlMeansWhatItMeansInJava(String text) throws FilterException {
        FindingFilter filter = FindingFilter.compile(text);
        assertThat(FilterSql.of(filter)).isNotNull();
        FindingQuery query = FindingQuery.all(session);

        try (FindingView fast = store.view(query.withCondition(filter));
                FindingView plain = store.view(query.withCondition(filter.and(finding -> true)))) {
            assertThat(fast.rows(0, fast.size())).isEqualTo(plain.rows(0, plain.size()));
            assertThat(fast.counts()).isEqualTo(plain.counts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'eth0' in vantage", "icmp_type == 3", "src.port + 1 == 80", "src.ip.startsWith('10.')"})
    void whatHasNoColumnIsLeftToJava(String text) throws FilterException {
        assertThat(FilterSql.of(FindingFilter.compile(text))).isNull();
    }

    @Test
    void storeCountsAsTheViewDoes() {
        for (FindingQuery query : List.of(
                FindingQuery.all(session).withText("tcp"),
                FindingQuery.all(session).withCondition(finding -> finding.count() > 9))) {
            try (FindingView view = store.view(query)) {
                assertThat(store.counts(query)).isEqualTo(view.counts());
                for (Grouping grouping : Grouping.values()) {
                    Histogram.Scale scale = new Histogram.Scale(RandomFindings.START, 7_000_000_000L, 50, grouping);
                    assertThat(store.histogram(query, scale)).isEqualTo(view.histogram(scale));
                    long counted = view.histogram(scale).buckets().stream()
                            .flatMap(bucket -> bucket.values().stream())
                            .mapToLong(Long::longValue)
                            .sum();
                    assertThat(counted)
                            .isPositive()
                            .isLessThanOrEqualTo(view.counts().total());
                }
            }
        }
    }

    @Test
    void membersOfAFoldedRowAreItsFindingsThatMeetTheQuery() {
        FindingQuery query = FindingQuery.all(session)
                .withCondition(finding -> finding.count() > 5)
                .withSort(by(FindingColumn.FLOWS, true));
        try (FindingView view = store.view(query)) {
            FindingRow row = view.rows(0, 1).getFirst();
            List<String> expected = reference.matching(query).stream()
                    .filter(finding -> FoldKey.of(0, finding, EndpointNames.NONE) == row.fold())
                    .sorted(Comparator.comparingLong(Finding::first))
                    .map(Finding::id)
                    .toList();
            List<FindingRow> members = new ArrayList<>();
            for (int offset = 0; offset < row.flows(); offset += 2) {
                members.addAll(view.members(row.fold(), offset, 2));
            }
            assertThat(row.isFolded()).isTrue();
            assertThat(members).extracting(FindingRow::findingId).isEqualTo(expected);
            assertThat(members).allSatisfy(member -> assertThat(member.flows()).isEqualTo(1));
        }
    }

    @Test
    void viewStaysAsItIsWhileFindingsComeIn() {
        SessionRecorder recorder = StoreFixture.begin(store, "growing.pcap");
        recorder.record(0, List.of(Findings.refused(1)), () -> {});
        recorder.record(0, List.of(Findings.gap()), () -> {});
        store.sessions().opened(recorder.session());
        try (FindingView view = store.view(FindingQuery.all(recorder.session()))) {
            List<FindingRow> before = StoreFixture.rows(view);
            recorder.record(0, List.of(Findings.refused(2)), () -> {});
            recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);

            assertThat(StoreFixture.rows(view)).isEqualTo(before).hasSize(2);
            assertThat(view.counts().total()).isEqualTo(2);
            assertThat(view.members(before.getLast().fold(), 0, 10)).hasSize(1);
        }
    }

    @Test
    void queryGivesUpWhenInterruptedAndLeavesTheStoreUsable() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> store.view(FindingQuery.all(session).withCondition(finding -> {
                        Thread.currentThread().interrupt();
                        return true;
                    })))
                    .isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
        try (FindingView view = store.view(FindingQuery.all(session))) {
            assertThat(view.size()).isPositive();
        }
    }

    @Test
    void failingConditionLeavesTheStoreUsable() {
        assertThatThrownBy(() -> store.view(FindingQuery.all(session).withCondition(finding -> {
                    throw new IllegalStateException("no");
                })))
                .hasMessage("no");
        try (FindingView view = store.view(FindingQuery.all(session))) {
            assertThat(view.size()).isPositive();
        }
    }

    @Test
    void unknownSessionHasNoRows() {
        try (FindingView view = store.view(FindingQuery.all(4711))) {
            assertThat(view.size()).isZero();
            assertThat(view.counts().total()).isZero();
            assertThat(StoreFixture.rows(view)).isEmpty();
        }
    }
}
