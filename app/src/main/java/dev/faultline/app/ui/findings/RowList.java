package dev.faultline.app.ui.findings;

import java.util.Collections;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/// The lines of the table. Rows that are not in memory stand as empty lines until they come; nothing ever walks
/// over all of them. FX thread only.
public final class RowList extends ObservableListBase<RowItem> {
    private static final RowItem GONE = new RowItem(0, false, null);

    private Branch root = new Branch(0, Rows.of(java.util.List.of()));
    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public RowItem get(int index) {
        java.util.Objects.checkIndex(index, size);
        return root.item(index);
    }

    /// Never looks: a search would load all rows.
    @Override
    public int indexOf(@Nullable Object item) {
        return -1;
    }

    /// Never looks: a search would load all rows.
    @Override
    public int lastIndexOf(@Nullable Object item) {
        return -1;
    }

    /// Never looks: a search would load all rows.
    @Override
    public boolean contains(@Nullable Object item) {
        return false;
    }

    Branch root() {
        return root;
    }

    /// Shows other rows from now on.
    void show(Branch rows) {
        beginChange();
        int before = size;
        root = rows;
        size = rows.size();
        nextReplace(0, size, Collections.nCopies(before, GONE));
        endChange();
    }

    /// Unfolds the line at `index`.
    void open(int index, Rows below) {
        beginChange();
        root.open(index, below);
        int added = below.size();
        size += added;
        nextUpdate(index);
        if (added > 0) {
            nextAdd(index + 1, index + 1 + added);
        }
        endChange();
    }

    /// Folds the line at `index`.
    void close(int index) {
        beginChange();
        root.close(index);
        int removed = size - root.size();
        size -= removed;
        nextUpdate(index);
        if (removed > 0) {
            nextRemove(index + 1, Collections.nCopies(removed, GONE));
        }
        endChange();
    }

    /// Rows `from` to `to` (exclusive) of the first level have come into memory.
    void loaded(int from, int to) {
        beginChange();
        for (int row = from; row < Math.min(to, root.rowCount()); row++) {
            nextUpdate(root.lineOf(row));
        }
        endChange();
    }
}
