package dev.faultline.app.store;

import java.util.List;

/// The rows of one query, in order, as they were when it ran: a table can show it steadily while an analysis
/// goes on, and change to a newer view when that is ready. The rows lie in a temporary table of SQLite, so a
/// million of them cost no heap.
///
/// Thread-safe; blocks; must be closed.
public final class FindingView implements AutoCloseable {
    FindingView() {}

    /// The query it answers.
    public FindingQuery query() {
        throw new UnsupportedOperationException();
    }

    /// Number of rows.
    public int size() {
        throw new UnsupportedOperationException();
    }

    /// The findings in all rows, by severity and class.
    public FindingCounts counts() {
        throw new UnsupportedOperationException();
    }

    /// Rows `from` (inclusive) to `to` (exclusive); any page takes well under a millisecond or two.
    public List<FindingRow> rows(int from, int to) {
        throw new UnsupportedOperationException();
    }

    /// Index of the row with that fold key, or -1: to keep a selection when a view replaces another.
    public int indexOf(long fold) {
        throw new UnsupportedOperationException();
    }

    /// The same rows in another order, as a view of their own. Quicker than a new query.
    public FindingView sorted(FindingSort sort) {
        throw new UnsupportedOperationException();
    }

    /// The single findings of a folded row that meet the query, in order of time, as rows of their own.
    ///
    /// @param offset how many to skip
    /// @param limit at most so many
    public List<FindingRow> members(long fold, int offset, int limit) {
        throw new UnsupportedOperationException();
    }

    /// How many findings of the view began in each stretch of time, for the timeline.
    ///
    /// @param start beginning of the first bucket, nanoseconds since the epoch
    /// @param bucketNanos length of each bucket
    /// @param buckets how many
    public Histogram histogram(long start, long bucketNanos, int buckets) {
        throw new UnsupportedOperationException();
    }

    /// Frees the temporary table.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
