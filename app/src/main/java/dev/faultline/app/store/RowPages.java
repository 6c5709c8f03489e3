package dev.faultline.app.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The rows of a view for a virtual table: [#get] never blocks. It gives a row that is in memory, or null, and
/// has the page around it loaded in the background. Keeps a few hundred rows around what was asked for last.
///
/// Thread-safe; the listener is called on the executor's threads.
public final class RowPages {
    /// Rows loaded at once.
    public static final int PAGE = 128;

    private static final int PAGES_KEPT = 8;

    private final FindingView view;
    private final Executor executor;
    private final Listener listener;
    private final Map<Integer, List<FindingRow>> pages = new HashMap<>();
    private final Deque<Integer> latestFirst = new ArrayDeque<>();
    private final Set<Integer> loading = new HashSet<>();

    /// Hears which rows can be had now.
    @FunctionalInterface
    public interface Listener {
        /// Called once a page is there.
        ///
        /// @param from inclusive
        /// @param to exclusive
        void loaded(int from, int to);
    }

    /// @param view stays the caller's to close
    /// @param executor runs the queries
    public RowPages(FindingView view, Executor executor, Listener listener) {
        this.view = view;
        this.executor = executor;
        this.listener = listener;
    }

    /// Number of rows.
    public int size() {
        return view.size();
    }

    /// The row at `index`, or null when it is not in memory yet.
    public synchronized @Nullable FindingRow get(int index) {
        int page = index / PAGE;
        List<FindingRow> rows = pages.get(page);
        if (rows == null) {
            if (loading.add(page)) {
                executor.execute(() -> load(page));
            }
            return null;
        }
        if (!latestFirst.getFirst().equals(page)) {
            latestFirst.remove(page);
            latestFirst.addFirst(page);
        }
        int at = index - page * PAGE;
        return at < rows.size() ? rows.get(at) : null;
    }

    /// Has the page around `index` in memory when it returns. Blocks; tells no listener.
    public void preload(int index) {
        int page = index / PAGE;
        int from = page * PAGE;
        if (from < view.size() && !isKept(page)) {
            keep(page, view.rows(from, Math.min(from + PAGE, view.size())));
        }
    }

    private synchronized boolean isKept(int page) {
        return pages.containsKey(page);
    }

    private void load(int page) {
        int from = page * PAGE;
        int to = Math.min(from + PAGE, view.size());
        boolean loaded = false;
        try {
            keep(page, view.rows(from, to));
            loaded = true;
        } finally {
            synchronized (this) {
                loading.remove(page);
            }
        }
        if (loaded) {
            listener.loaded(from, to);
        }
    }

    private synchronized void keep(int page, List<FindingRow> rows) {
        if (pages.put(page, rows) == null) {
            latestFirst.addFirst(page);
        }
        if (latestFirst.size() > PAGES_KEPT) {
            pages.remove(latestFirst.removeLast());
        }
    }
}
