package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingView;
import dev.faultline.app.store.Grouping;
import dev.faultline.app.ui.timeline.TimeRange;
import dev.faultline.app.ui.timeline.TimelineBars;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one look into the store brought.
///
/// @param wish what was asked for
/// @param view the rows; whoever shows the snapshot closes it
/// @param root the rows with what was unfolded before
/// @param lines where rows that matter stand now; those that are gone are missing
/// @param shown number of findings in the rows
/// @param counts of all findings of the session, whatever is filtered
/// @param bars for the timeline
/// @param seen values of the fields of the filter language
record Snapshot(
        Wish wish,
        FindingView view,
        Branch root,
        Map<RowKey, Integer> lines,
        long shown,
        FacetsViewModel.Counts counts,
        TimelineBars bars,
        Map<String, List<String>> seen) {

    /// The same with the lines of more rows.
    Snapshot with(Set<RowKey> wanted, Map<RowKey, Integer> found) {
        Wish more = new Wish(wish.query, wish.window, wish.bars, wish.grouping, wish.room, wish.open, wanted);
        return new Snapshot(more, view, root, found, shown, counts, bars, seen);
    }

    /// What a look into the store is to bring.
    ///
    /// @param query the findings wanted
    /// @param window part of the capture that the timeline shows
    /// @param bars part that it has bars of: more, so that there are some at once when it is moved
    /// @param grouping what its bars are stacked by
    /// @param room number of bars
    /// @param open rows to unfold again
    /// @param wanted rows whose lines matter
    record Wish(
            FindingQuery query,
            TimeRange window,
            TimeRange bars,
            Grouping grouping,
            int room,
            Set<RowKey> open,
            Set<RowKey> wanted) {

        /// Whether the bars are those of the other wish as well.
        boolean isOfSameBars(@Nullable Wish other) {
            return other == null || window.equals(other.window) && grouping == other.grouping && room == other.room;
        }
    }
}
