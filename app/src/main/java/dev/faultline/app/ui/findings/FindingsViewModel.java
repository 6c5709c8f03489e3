package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.SessionListener;
import dev.faultline.app.session.SessionProgress;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingRow;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.FindingView;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.StoreException;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.FxBatcher;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.filter.FilterViewModel;
import dev.faultline.app.ui.timeline.TimeRange;
import dev.faultline.app.ui.timeline.TimeText;
import dev.faultline.app.ui.timeline.TimelineBars;
import dev.faultline.app.ui.timeline.TimelineViewModel;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What the findings view shows of a session: rows, counts, timeline, selection. Follows the store while the
/// session is being read. FX thread only.
public final class FindingsViewModel {
    private static final List<SortKey> LATEST_FIRST = List.of(new SortKey(Column.TIME, true));
    private static final List<SortKey> WORST_FIRST =
            List.of(new SortKey(Column.SEVERITY, true), new SortKey(Column.TIME, true));

    private static final long EARLIEST = -(1L << 61);
    private static final long LATEST = 1L << 62;

    private final TaskRunner tasks;
    private final Settings settings;
    private final ZoneId zone;
    private final SnapshotReader reader;
    private final SnapshotLoader loader;
    private final TimelineLoader bars;
    private final FilterViewModel filter;
    private final FacetsViewModel facets = new FacetsViewModel();
    private final TimelineViewModel timeline = new TimelineViewModel();
    private final RowList rows = new RowList();
    private final SelectionKeeper keeper = new SelectionKeeper(rows);
    private final LiveTail tail = new LiveTail();
    private final FxBatcher<Runnable> news;
    private final ObjectProperty<List<SortKey>> sort = new SimpleObjectProperty<>(this, "sort", WORST_FIRST);
    private final ReadOnlyObjectWrapper<@Nullable RowItem> lead = new ReadOnlyObjectWrapper<>(this, "lead", null);
    private final ReadOnlyObjectWrapper<@Nullable EmptyState> empty = new ReadOnlyObjectWrapper<>(this, "empty", null);
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open");
    private final ReadOnlyLongWrapper shown = new ReadOnlyLongWrapper(this, "shown");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(this, "progress", 1);

    private TableLink table = TableLink.NONE;
    private Runnable stopListening = () -> {};
    private @Nullable SessionFeed session;
    private Set<RowKey> unfolded = Set.of();
    private volatile Map<String, List<String>> seen = Map.of();
    private @Nullable FindingQuery installed;
    private boolean widening;
    private boolean chosen;
    private boolean sorted;

    /// What the view-model is made of.
    ///
    /// @param store has the findings
    /// @param background loads pages of rows
    /// @param pulse the user interface's thread, once a pulse
    /// @param settings how times are shown
    /// @param zone where the user is
    public record Parts(
            FindingStore store,
            TaskRunner tasks,
            Executor background,
            Executor pulse,
            Delay delay,
            Settings settings,
            ZoneId zone) {}

    public FindingsViewModel(Parts parts, FilterViewModel filter) {
        this.tasks = parts.tasks();
        this.settings = parts.settings();
        this.zone = parts.zone();
        this.filter = filter;
        this.news = new FxBatcher<>(parts.pulse(), batch -> batch.forEach(Runnable::run));
        this.reader = new SnapshotReader(
                parts.store(), parts.background(), (from, to) -> news.add(() -> rowsLoaded(from, to)));
        Client client = new Client();
        this.loader = new SnapshotLoader(tasks, parts.delay(), reader, client);
        this.bars = new TimelineLoader(tasks, reader, loader::view, client::wish, timeline);
        filter.appliedProperty().addListener((observed, before, now) -> loader.refresh());
        facets.severitiesProperty().addListener((observed, before, now) -> loader.refresh());
        facets.classesProperty().addListener((observed, before, now) -> loader.refresh());
        timeline.selectionProperty().addListener((observed, before, now) -> loader.refresh());
        timeline.roomProperty().addListener((observed, before, now) -> loader.refreshSoon());
        timeline.windowProperty().addListener((observed, before, now) -> windowChanged());
        timeline.groupingProperty().addListener((observed, before, now) -> bars.refresh());
        sort.addListener((observed, before, now) -> loader.refresh());
    }

    /// Shows another session from now on.
    public void show(AnalysisSession shownNow) {
        show(SessionFeed.of(shownNow));
    }

    void show(SessionFeed shownNow) {
        clear();
        session = shownNow;
        open.set(true);
        boolean live = shownNow.snapshot().origin().kind() == SessionKind.LIVE;
        if (!sorted) {
            sort.set(live ? LATEST_FIRST : WORST_FIRST);
        }
        stopListening = shownNow.listen(new SessionListener() {
            @Override
            public void onProgress(SessionProgress now) {
                news.add(() -> progressed(now));
            }

            @Override
            public void onTraffic() {
                news.add(FindingsViewModel.this::trafficChanged);
            }

            @Override
            public void onFindings() {
                news.add(FindingsViewModel.this::storeChanged);
            }

            @Override
            public void onEnd(StoredSession ended) {
                news.add(() -> {
                    progress.set(1);
                    timeline.setLive(false);
                    storeChanged();
                    trafficChanged();
                });
            }
        });
        chosen = false;
        timeline.setLive(live && !shownNow.snapshot().state().isOver());
        bars.refreshMarks(shownNow.id());
        widen();
        timeline.showAll();
        loader.refresh();
    }

    private void progressed(SessionProgress now) {
        progress.set(now.fraction());
        widen();
    }

    private void trafficChanged() {
        if (session != null) {
            widen();
            bars.refresh();
            bars.refreshMarks(session.id());
        }
    }

    private void storeChanged() {
        widen();
        loader.storeChanged();
    }

    /// The timeline reaches as far as the capture is read; rows and bars that come after this show it.
    private void widen() {
        if (session != null) {
            widening = true;
            timeline.setSpan(span(session));
            widening = false;
        }
    }

    private void windowChanged() {
        if (!widening) {
            bars.refresh();
        }
    }

    /// Shows nothing.
    public void clear() {
        stopListening.run();
        stopListening = () -> {};
        session = null;
        open.set(false);
        facets.reset();
        timeline.selectionProperty().set(null);
        timeline.show(TimelineBars.NONE);
        timeline.mark(List.of());
        timeline.setLive(false);
        unfolded = Set.of();
        progress.set(1);
        keep(List.of(), -1);
        tail.follow();
        installed = null;
        table.changing();
        rows.show(new Branch(0, Rows.of(List.of())));
        empty.set(null);
        shown.set(0);
        loader.clear();
    }

    /// Whether a session is shown.
    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// The lines of the table.
    public RowList rows() {
        return rows;
    }

    /// Order of the rows, the first key first; empty for the latest first. Until the user chooses one, a
    /// capture shows the gravest first, a live session the latest.
    public ReadOnlyObjectProperty<List<SortKey>> sortProperty() {
        return sort;
    }

    /// The user wants that order, in this session and the next.
    public void sortBy(List<SortKey> keys) {
        sorted = true;
        sort.set(List.copyOf(keys));
    }

    /// The filter that is typed and applied.
    public FilterViewModel filter() {
        return filter;
    }

    /// Severities and classes wanted.
    public FacetsViewModel facets() {
        return facets;
    }

    /// Findings over time.
    public TimelineViewModel timeline() {
        return timeline;
    }

    /// Whether the table follows what comes in.
    public LiveTail tail() {
        return tail;
    }

    /// The line that has the focus, for the details; null for none.
    public ReadOnlyObjectProperty<@Nullable RowItem> leadProperty() {
        return lead.getReadOnlyProperty();
    }

    /// Why there are no rows; null when there are some.
    public ReadOnlyObjectProperty<@Nullable EmptyState> emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    /// Number of findings in the rows.
    public ReadOnlyLongProperty shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// How far the session is read, 0…1; below 0 when nobody knows.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// The table that shows the rows.
    void link(TableLink shownIn) {
        table = shownIn;
    }

    /// The user has selected lines.
    ///
    /// @param lines selected ones
    /// @param focused the one that has the focus, or -1
    public void select(List<Integer> lines, int focused) {
        chosen |= !lines.isEmpty();
        if (!lines.isEmpty()) {
            tail.hold();
        }
        keep(lines, focused);
    }

    /// The selected lines that are in memory.
    public List<RowItem> selected() {
        return keeper.lines().stream()
                .filter(line -> line < rows.size())
                .map(rows::get)
                .filter(RowItem::isLoaded)
                .toList();
    }

    /// How times are written.
    public TimeText timeText() {
        SessionFeed current = session;
        long start = current == null ? 0 : current.snapshot().report().captureStart();
        return new TimeText(settings.timeFormatProperty().get(), zone, start);
    }

    /// What the user has chosen, and what the window remembers.
    public Settings settings() {
        return settings;
    }

    /// Whether filter, facets or time leave anything out.
    public boolean isFiltered() {
        return filter.appliedProperty().get() != null
                || facets.isRestricting()
                || timeline.selectionProperty().get() != null;
    }

    /// Shows all findings again.
    public void clearFilters() {
        filter.clear();
        facets.reset();
        timeline.selectionProperty().set(null);
    }

    /// Unfolds a line that stands for more, or folds it again.
    public void toggle(int line) {
        RowItem item = rows.get(line);
        if (item.open()) {
            unfolded = without(item.key());
            rows.close(line);
        } else if (item.isExpandable()) {
            unfold(line, item);
        }
    }

    /// Line of the row that the one at `line` is unfolded below, or -1.
    public int parent(int line) {
        return rows.root().parent(line);
    }

    /// The rows shown; null when there are none. Stays the view-model's to close.
    @Nullable
    FindingView view() {
        return loader.view();
    }

    /// Name of the session, for people.
    String name() {
        return session == null ? "" : session.snapshot().name();
    }

    /// Id of the session in the store; -1 for none.
    long sessionId() {
        return session == null ? -1 : session.id();
    }

    /// Values that rows have in a field of the filter language, as they are written in a filter. From any
    /// thread.
    List<String> valuesSeen(String field) {
        return seen.getOrDefault(field, List.of());
    }

    private void unfold(int line, RowItem item) {
        FindingView asked = loader.view();
        FindingRow row = item.row();
        if (asked == null || row == null) {
            return;
        }
        RowKey key = item.key();
        tasks.call(() -> item.depth() == 0 ? reader.below(asked, row) : reader.children(asked, row.findingId()))
                .onSuccess(below -> {
                    if (asked.equals(loader.view()) && isClosed(line, key)) {
                        unfolded = with(key);
                        rows.open(line, below);
                    }
                })
                .start();
    }

    private boolean isClosed(int line, RowKey key) {
        RowItem item = line < rows.size() ? rows.get(line) : null;
        return item != null && item.isLoaded() && !item.open() && item.key().equals(key);
    }

    private Set<RowKey> with(RowKey key) {
        Set<RowKey> keys = new HashSet<>(unfolded);
        keys.add(key);
        return keys;
    }

    private Set<RowKey> without(RowKey key) {
        Set<RowKey> keys = new HashSet<>(unfolded);
        keys.remove(key);
        return keys;
    }

    private void keep(List<Integer> lines, int focused) {
        boolean inside = focused >= 0 && focused < rows.size() && lines.contains(focused);
        RowItem item = inside ? rows.get(focused) : null;
        keeper.select(lines, focused);
        RowItem shownNow = item != null && item.isLoaded() ? item : null;
        lead.set(shownNow);
        timeline.focusProperty().set(shownNow == null ? null : focus(shownNow));
    }

    private static TimelineViewModel.@Nullable Focus focus(RowItem item) {
        FindingRow row = item.row();
        return row == null ? null : new TimelineViewModel.Focus(new TimeRange(row.first(), row.last()), item.title());
    }

    private void rowsLoaded(int from, int to) {
        rows.loaded(from, to);
        if (lead.get() == null && keeper.lead() >= 0) {
            keep(keeper.lines(), keeper.lead());
        }
    }

    private static TimeRange span(SessionFeed of) {
        SessionReport report = of.snapshot().report();
        // A damaged file may have any time: what lies beyond a lifetime is cut off, so that lengths have room.
        long from = Math.clamp(report.captureStart(), EARLIEST, LATEST);
        return new TimeRange(from, Math.max(from, Math.min(report.captureEnd(), LATEST)) + 1);
    }

    /// What the loader asks and is told.
    private final class Client implements SnapshotLoader.Client {
        @Override
        public Snapshot.@Nullable Wish wish() {
            SessionFeed of = session;
            if (of == null) {
                return null;
            }
            FindingQuery query = Queries.query(
                    of.id(),
                    filter.appliedProperty().get(),
                    facets,
                    timeline.selectionProperty().get(),
                    sort.get());
            return new Snapshot.Wish(
                    query,
                    timeline.windowProperty().get(),
                    timeline.around(),
                    timeline.groupingProperty().get(),
                    timeline.roomProperty().get(),
                    unfolded,
                    keys());
        }

        @Override
        public Set<RowKey> keys() {
            keeper.see(table.firstSeen(), table.lastSeen());
            return keeper.keys();
        }

        @Override
        public void install(Snapshot snapshot) {
            seen = snapshot.seen();
            Selection moved = moved(snapshot);
            table.changing();
            rows.show(snapshot.root());
            facets.count(snapshot.counts());
            timeline.show(snapshot.bars());
            if (!snapshot.wish().isOfSameBars(wish())) {
                bars.refresh();
            }
            shown.set(snapshot.shown());
            tail.count(snapshot.shown(), !snapshot.wish().query().equals(installed));
            installed = snapshot.wish().query();
            empty.set(rows.isEmpty() && session != null ? EmptyStates.of(session.snapshot(), isFiltered()) : null);
            keep(moved.lines(), moved.lead());
            table.changed(moved);
        }

        /// Once a capture is read its first finding is selected, unless the user has chosen one.
        private Selection moved(Snapshot snapshot) {
            boolean greet = !chosen
                    && snapshot.root().size() > 0
                    && session != null
                    && session.snapshot().state().isOver();
            return greet
                    ? new Selection(List.of(0), 0, 0)
                    : keeper.moved(snapshot.lines(), snapshot.root().size(), tail.isFollowing());
        }

        @Override
        public void failed(StoreException problem) {
            table.changing();
            rows.show(new Branch(0, Rows.of(List.of())));
            empty.set(
                    new EmptyState.Failed(Messages.text("findings.storeFailed"), String.valueOf(problem.getMessage())));
        }
    }
}
