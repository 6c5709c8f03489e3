package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingRow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rows of one level with those that are unfolded below them. Counts lines as the table does: a row, then
/// all that is unfolded below it.
final class Branch {
    private final int depth;
    private final Rows rows;
    private final TreeMap<Integer, Branch> open = new TreeMap<>();

    /// @param depth 0 for the first level
    Branch(int depth, Rows rows) {
        this.depth = depth;
        this.rows = rows;
    }

    /// Number of lines.
    int size() {
        int size = rows.size();
        for (Branch below : open.values()) {
            size += below.size();
        }
        return size;
    }

    /// What the line at `index` shows.
    RowItem item(int index) {
        Place place = place(index);
        FindingRow row = place.branch.rows.get(place.row);
        return new RowItem(place.branch.depth, place.branch.open.containsKey(place.row), row);
    }

    /// Unfolds the row at line `index`.
    void open(int index, Rows below) {
        Place place = place(index);
        place.branch.open.put(place.row, new Branch(place.branch.depth + 1, below));
    }

    /// Folds the row at line `index`.
    void close(int index) {
        Place place = place(index);
        place.branch.open.remove(place.row);
    }

    /// Line of the row that the row at line `index` is below, or -1.
    int parent(int index) {
        for (Map.Entry<Integer, Branch> entry : open.entrySet()) {
            int owner = lineOf(entry.getKey());
            int size = entry.getValue().size();
            if (index > owner && index <= owner + size) {
                int inside = entry.getValue().parent(index - owner - 1);
                return inside < 0 ? owner : owner + 1 + inside;
            }
        }
        return -1;
    }

    /// Line of a row of this level.
    int lineOf(int row) {
        int line = row;
        for (Branch below : open.headMap(row, false).values()) {
            line += below.size();
        }
        return line;
    }

    /// Line of the single finding of that id below an unfolded row, or -1.
    int lineOf(String findingId) {
        for (Map.Entry<Integer, Branch> entry : open.entrySet()) {
            int line = entry.getValue().search(findingId);
            if (line >= 0) {
                return lineOf(entry.getKey()) + 1 + line;
            }
        }
        return -1;
    }

    private int search(String findingId) {
        for (int row = 0; row < rows.size(); row++) {
            FindingRow found = rows.get(row);
            if (found != null && found.findingId().equals(findingId)) {
                return lineOf(row);
            }
        }
        return lineOf(findingId);
    }

    /// The branch below a row of this level, or null when it is folded.
    @Nullable
    Branch below(int row) {
        return open.get(row);
    }

    /// Number of rows of this level.
    int rowCount() {
        return rows.size();
    }

    private Place place(int index) {
        int row = index;
        for (Map.Entry<Integer, Branch> entry : open.entrySet()) {
            if (row <= entry.getKey()) {
                break;
            }
            int size = entry.getValue().size();
            if (row <= entry.getKey() + size) {
                return entry.getValue().place(row - entry.getKey() - 1);
            }
            row -= size;
        }
        return new Place(this, row);
    }

    private record Place(Branch branch, int row) {}
}
