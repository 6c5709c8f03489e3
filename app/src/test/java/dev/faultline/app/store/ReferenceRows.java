package dev.faultline.app.store;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.faultline.app.filter.RequestText;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a view must show, worked out in plain Java: slow, and plain enough to believe.
final class ReferenceRows {
    private final List<Finding> stored;
    private final Path capture;
    private final Map<String, List<Finding>> parts = new HashMap<>();
    private final Map<String, Integer> order = new HashMap<>();

    ReferenceRows(List<Finding> stored, Path capture) {
        this.stored = stored;
        this.capture = capture;
        for (Finding finding : stored) {
            order.put(finding.id(), order.size());
            if (finding.partOf() != null) {
                parts.computeIfAbsent(finding.partOf(), id -> new ArrayList<>()).add(finding);
            }
        }
    }

    /// The findings without parent that meet a query.
    List<Finding> matching(FindingQuery query) {
        List<Finding> list = new ArrayList<>();
        for (Finding finding : stored) {
            if (finding.partOf() == null && matches(query, finding)) {
                list.add(finding);
            }
        }
        return list;
    }

    private boolean matches(FindingQuery query, Finding finding) {
        return query.severities().contains(finding.severity())
                && query.classes().contains(finding.kind().findingClass())
                && finding.last() >= query.from()
                && finding.first() < query.to()
                && (hasWords(query, finding)
                        || parts.getOrDefault(finding.id(), List.of()).stream().anyMatch(part -> hasWords(query, part)))
                && (query.condition() == null || query.condition().test(finding));
    }

    private static boolean hasWords(FindingQuery query, Finding finding) {
        String words = FindingColumns.words(finding, StoreFixture.title(finding), EndpointNames.NONE);
        return QuerySql.words(query.text()).stream().allMatch(words::contains);
    }

    /// The rows of a query.
    List<FindingRow> rows(FindingQuery query) {
        Map<Long, List<Finding>> folds = new LinkedHashMap<>();
        for (Finding finding : matching(query)) {
            folds.computeIfAbsent(FoldKey.of(0, finding, EndpointNames.NONE), key -> new ArrayList<>())
                    .add(finding);
        }
        List<FindingRow> rows = new ArrayList<>();
        folds.forEach((fold, members) -> rows.add(row(fold, members)));
        rows.sort(comparator(query.sort()));
        return rows;
    }

    private FindingRow row(long fold, List<Finding> members) {
        Finding leader = members.stream()
                .min(comparing(
                                Finding::severity,
                                Comparator.<Severity>naturalOrder().reversed())
                        .thenComparing(finding -> Objects.requireNonNull(order.get(finding.id()))))
                .orElseThrow();
        boolean folded = members.size() > 1;
        Endpoint src = leader.src();
        return new FindingRow(
                fold,
                leader.id(),
                StoreFixture.title(leader),
                leader.kind(),
                leader.severity(),
                members.stream().anyMatch(member -> member.state() == FindingState.FINAL)
                        ? FindingState.FINAL
                        : FindingState.OPEN_AT_END,
                members.stream().map(Finding::confidence).max(naturalOrder()).orElseThrow(),
                members.stream().mapToLong(Finding::first).min().orElseThrow(),
                members.stream().mapToLong(Finding::last).max().orElseThrow(),
                members.size(),
                members.stream().mapToLong(Finding::count).sum(),
                leader.transport(),
                src == null || !folded ? src : new Endpoint(src.ip(), Endpoint.NO_PORT),
                leader.dst(),
                common(members, Finding::blame),
                common(members, Finding::reporter),
                folded ? -1 : leader.tcpStream(),
                !folded && parts.containsKey(leader.id()),
                RequestText.of(leader),
                RequestText.elapsed(leader),
                AddressName.NONE,
                AddressName.NONE,
                capture);
    }

    private static <T> @Nullable T common(Collection<Finding> members, Function<Finding, @Nullable T> value) {
        Set<@Nullable T> values = new HashSet<>();
        members.forEach(member -> values.add(value.apply(member)));
        return values.size() == 1 ? values.iterator().next() : null;
    }

    private static Comparator<FindingRow> comparator(FindingSort sort) {
        Comparator<FindingRow> ties = comparingLong(FindingRow::first).thenComparingLong(FindingRow::fold);
        return sort.keys().reversed().stream()
                .map(key -> key.descending() ? comparator(key.column()).reversed() : comparator(key.column()))
                .reduce(ties, (rest, key) -> key.thenComparing(rest));
    }

    private static Comparator<FindingRow> comparator(FindingColumn column) {
        return switch (column) {
            case SEVERITY -> comparing(FindingRow::severity);
            case CLASS -> comparing(row -> row.kind().findingClass().id());
            case FIRST -> comparingLong(FindingRow::first);
            case LAST -> comparingLong(FindingRow::last);
            case TITLE -> comparing(FindingRow::title, String.CASE_INSENSITIVE_ORDER);
            case KIND -> comparing(row -> row.kind().id());
            case SOURCE -> comparing(row -> ip(row.src()), nullsFirst(naturalOrder()));
            case DESTINATION ->
                Comparator.<FindingRow, @Nullable IpAddress>comparing(row -> ip(row.dst()), nullsFirst(naturalOrder()))
                        .thenComparingInt(row ->
                                row.dst() == null ? Endpoint.NO_PORT : row.dst().port());
            case BLAME -> comparing(row -> blame(row.blame()), nullsFirst(naturalOrder()));
            case FLOWS -> comparingLong(FindingRow::flows);
            case COUNT -> comparingLong(FindingRow::count);
            case CONFIDENCE -> comparing(FindingRow::confidence);
            case REQUEST -> comparing(FindingRow::request, nullsFirst(String.CASE_INSENSITIVE_ORDER));
            case ELAPSED -> comparing(FindingRow::elapsed, nullsFirst(naturalOrder()));
        };
    }

    private static @Nullable IpAddress ip(@Nullable Endpoint endpoint) {
        return endpoint == null ? null : endpoint.ip();
    }

    private static @Nullable String blame(@Nullable Blame blame) {
        return blame == null ? null : blame.id();
    }
}
