package dev.faultline.app.store;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The rows of a view for a virtual table: [#get] never blocks. It gives a row that is in memory, or null, and
/// has the page around it loaded in the background. Keeps a few hundred rows around what was asked for last.
///
/// [#get] is for one thread (that of the table); the listener is called on the executor's.
public final class RowPages {

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
        throw new UnsupportedOperationException();
    }

    /// Number of rows.
    public int size() {
        throw new UnsupportedOperationException();
    }

    /// The row at `index`, or null when it is not in memory yet.
    public @Nullable FindingRow get(int index) {
        throw new UnsupportedOperationException();
    }
}
