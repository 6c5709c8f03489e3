package dev.faultline.app.store;

import java.util.List;

/// The order of rows. Ties are broken by time, so that an order is always the same.
///
/// @param keys the first key first
public record FindingSort(List<Key> keys) {
    /// The latest first.
    public static final FindingSort LATEST = new FindingSort(List.of(new Key(FindingColumn.FIRST, true)));

    /// The gravest first, of those the latest: what a reader of a capture looks for.
    public static final FindingSort WORST =
            new FindingSort(List.of(new Key(FindingColumn.SEVERITY, true), new Key(FindingColumn.FIRST, true)));

    /// One column of an order.
    public record Key(FindingColumn column, boolean descending) {}

    public FindingSort {
        keys = List.copyOf(keys);
    }
}
