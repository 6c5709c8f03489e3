package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingCounts;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingRow;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.FindingView;
import dev.faultline.app.store.Histogram;
import dev.faultline.app.store.RowPages;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.timeline.MarkTexts;
import dev.faultline.app.ui.timeline.TimeAxis;
import dev.faultline.app.ui.timeline.TimeRange;
import dev.faultline.app.ui.timeline.TimelineBars;
import dev.faultline.app.ui.timeline.TimelineMark;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.Severity;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Looks into the store for all that the findings view shows. Blocks: for background threads.
final class SnapshotReader {
    /// Findings of one row that can be unfolded; a flood of more is for the filter.
    static final int MAX_MEMBERS = 20_000;

    private static final int SAMPLE = 500;
    private static final int PRELOADED = 3;
    private static final int SCREEN = 60;

    private final FindingStore store;
    private final Executor background;
    private final RowPages.Listener onLoaded;
    private final Layers layers = new Layers();

    /// @param background loads pages of rows
    /// @param onLoaded hears of pages
    SnapshotReader(FindingStore store, Executor background, RowPages.Listener onLoaded) {
        this.store = store;
        this.background = background;
        this.onLoaded = onLoaded;
    }

    /// Reads what is wished for.
    ///
    /// @param shown the view shown now, to be put into another order if that is all that is wished; null for
    /// none
    Snapshot read(Snapshot.Wish wish, @Nullable FindingView shown) {
        FindingView view = shown == null
                ? store.view(wish.query())
                : shown.sorted(wish.query().sort());
        RowPages pages = new RowPages(view, background, onLoaded);
        Branch root = new Branch(0, rows(pages));
        Map<RowKey, Integer> rows = rowsOf(view, union(wish));
        preload(pages, rows);
        for (RowKey key : wish.open()) {
            Integer row = rows.get(key);
            if (row != null) {
                reopen(root, view, row, wish);
            }
        }
        return new Snapshot(
                wish,
                view,
                root,
                lines(root, rows, wish.wanted()),
                view.counts().total(),
                counts(view),
                bars(view, wish),
                SeenValues.of(view.rows(0, Math.min(SAMPLE, view.size()))));
    }

    /// The snapshot with the lines of further rows.
    Snapshot find(Snapshot snapshot, Set<RowKey> further) {
        Map<RowKey, Integer> rows = rowsOf(snapshot.view(), further);
        Map<RowKey, Integer> lines = new HashMap<>(snapshot.lines());
        lines.putAll(lines(snapshot.root(), rows, further));
        Set<RowKey> wanted = new HashSet<>(snapshot.wish().wanted());
        wanted.addAll(further);
        return snapshot.with(wanted, lines);
    }

    /// What lies below a row of the first level.
    Rows below(FindingView view, FindingRow row) {
        return row.isFolded()
                ? Rows.of(view.members(row.fold(), 0, (int) Math.min(row.flows(), MAX_MEMBERS)))
                : children(view, row.findingId());
    }

    /// What a finding explains.
    Rows children(FindingView view, String findingId) {
        return Rows.of(store.children(view.query().session(), findingId));
    }

    /// What the user will see at once is there at once: rows that blink at each refresh tire the eye.
    private static void preload(RowPages pages, Map<RowKey, Integer> rows) {
        pages.preload(0);
        rows.values().stream().limit(PRELOADED).forEach(row -> {
            pages.preload(row);
            pages.preload(row + SCREEN);
        });
    }

    private static Rows rows(RowPages pages) {
        return new Rows() {
            @Override
            public int size() {
                return pages.size();
            }

            @Override
            public @Nullable FindingRow get(int index) {
                return pages.get(index);
            }
        };
    }

    private static Map<RowKey, Integer> rowsOf(FindingView view, Set<RowKey> keys) {
        Map<RowKey, Integer> rows = new HashMap<>();
        for (RowKey key : keys) {
            if (key instanceof RowKey.Fold fold) {
                int row = view.indexOf(fold.fold());
                if (row >= 0) {
                    rows.put(key, row);
                }
            }
        }
        return rows;
    }

    private static Set<RowKey> union(Snapshot.Wish wish) {
        Set<RowKey> keys = new HashSet<>(wish.open());
        keys.addAll(wish.wanted());
        return keys;
    }

    private void reopen(Branch root, FindingView view, int row, Snapshot.Wish wish) {
        FindingRow opened = view.rows(row, row + 1).getFirst();
        Rows members = below(view, opened);
        root.open(root.lineOf(row), members);
        for (int i = 0; i < members.size(); i++) {
            FindingRow member = members.get(i);
            if (member != null && wish.open().contains(new RowKey.Single(member.findingId()))) {
                int line = root.lineOf(row)
                        + 1
                        + java.util.Objects.requireNonNull(root.below(row)).lineOf(i);
                root.open(line, children(view, member.findingId()));
            }
        }
    }

    private static Map<RowKey, Integer> lines(Branch root, Map<RowKey, Integer> rows, Set<RowKey> wanted) {
        Map<RowKey, Integer> lines = new HashMap<>();
        for (RowKey key : wanted) {
            Integer row = rows.get(key);
            int line = switch (key) {
                case RowKey.Fold fold -> row == null ? -1 : root.lineOf(row);
                case RowKey.Single single -> root.lineOf(single.findingId());
            };
            if (line >= 0) {
                lines.put(key, line);
            }
        }
        return lines;
    }

    private FacetsViewModel.Counts counts(FindingView view) {
        FindingQuery all = FindingQuery.all(view.query().session());
        if (all.equals(view.query().withSort(all.sort()))) {
            return counts(view.counts());
        }
        return counts(store.counts(all));
    }

    private static FacetsViewModel.Counts counts(FindingCounts found) {
        Map<SeverityMark, Long> severities = new EnumMap<>(SeverityMark.class);
        for (Severity severity : Severity.values()) {
            severities.put(SeverityMark.of(severity.id()), found.of(severity));
        }
        Map<ClassMark, Long> classes = new EnumMap<>(ClassMark.class);
        for (FindingClass findingClass : FindingClass.values()) {
            classes.put(ClassMark.of(findingClass.id()), found.of(findingClass));
        }
        return new FacetsViewModel.Counts(severities, classes);
    }

    /// What happened while a session was captured.
    List<TimelineMark> marks(long session) {
        return MarkTexts.of(store.events(session));
    }

    /// Counts the findings of a view over time.
    TimelineBars bars(FindingView view, Snapshot.Wish wish) {
        TimeRange span = wish.bars();
        if (span.length() <= 0 || wish.room() <= 0) {
            return TimelineBars.NONE;
        }
        boolean faint = view.size() == 0;
        FindingQuery query = faint
                ? FindingQuery.all(wish.query().session())
                : wish.query().withTimes(Long.MIN_VALUE, Long.MAX_VALUE);
        long bucket = TimeAxis.bucket(wish.window().length(), wish.room());
        long start = Math.floorDiv(span.from(), bucket) * bucket;
        int buckets = (int) ((span.to() - start) / bucket) + 1;
        Histogram.Scale scale = new Histogram.Scale(start, bucket, buckets, wish.grouping());
        Histogram histogram = query.equals(wish.query()) ? view.histogram(scale) : store.histogram(query, scale);
        Layers.Stacked stacked = layers.of(histogram);
        TrafficSums traffic = new TrafficSums(start, bucket, buckets);
        store.traffic(query.session()).forEach(traffic::add);
        if (stacked.stack().isEmpty() && traffic.loads().isEmpty()) {
            return TimelineBars.NONE;
        }
        return new TimelineBars(start, bucket, stacked.buckets(), stacked.stack(), faint, traffic.loads());
    }
}
