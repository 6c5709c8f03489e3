package dev.faultline.app.ui.findings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Remembers rows by what they are, not by where they stand: the selected ones, the one with the focus, and the
/// one that the eye holds on to.
final class SelectionKeeper {
    /// More selected rows than this are not looked for again, but for all rows.
    private static final int MAX_KEYS = 1_000;

    private final RowList rows;
    private List<Integer> lines = List.of();
    private int lead = -1;
    private int top;
    private int bottom;
    private Set<RowKey> selectedKeys = Set.of();
    private @Nullable RowKey leadKey;
    private boolean all;

    SelectionKeeper(RowList rows) {
        this.rows = rows;
    }

    /// The user has selected these lines.
    void select(List<Integer> selected, int focused) {
        lines = List.copyOf(selected);
        lead = focused;
        all = lines.size() > 1 && lines.size() == rows.size();
        selectedKeys = all || lines.size() > MAX_KEYS ? Set.of() : keys(lines);
        leadKey = key(lead);
    }

    /// The user sees lines `first` to `last`.
    void see(int first, int last) {
        top = first;
        bottom = last;
    }

    List<Integer> lines() {
        return lines;
    }

    int lead() {
        return lead;
    }

    /// The row that has the focus; null for none.
    @Nullable
    RowKey leadKey() {
        return leadKey;
    }

    /// All rows that must be found again.
    Set<RowKey> keys() {
        Set<RowKey> keys = new HashSet<>(selectedKeys);
        if (leadKey != null) {
            keys.add(leadKey);
        }
        RowKey first = key(top);
        if (first != null) {
            keys.add(first);
        }
        return keys;
    }

    /// Where everything stands once the rows have changed.
    ///
    /// @param found lines of [#keys()] among the new rows
    /// @param size number of new rows
    /// @param following whether the top is shown whatever comes in
    Selection moved(Map<RowKey, Integer> found, int size, boolean following) {
        int newLead = line(found, leadKey);
        int newTop = following ? 0 : newTop(found, newLead);
        if (all) {
            return new Selection(
                    java.util.stream.IntStream.range(0, size).boxed().toList(), newLead, newTop);
        }
        List<Integer> selected = new ArrayList<>();
        for (RowKey key : selectedKeys) {
            Integer line = found.get(key);
            if (line != null) {
                selected.add(line);
            }
        }
        selected.sort(null);
        return new Selection(selected, newLead, newTop);
    }

    /// A row that the user looks at keeps its place on the screen: the one in focus if it can be seen, else the
    /// topmost; at the very top nothing is held, so that new rows show up.
    private int newTop(Map<RowKey, Integer> found, int newLead) {
        if (newLead >= 0 && lead >= top && lead <= bottom) {
            return Math.max(0, newLead - (lead - top));
        }
        int held = top == 0 ? -1 : line(found, key(top));
        return held < 0 ? top : held;
    }

    private static int line(Map<RowKey, Integer> found, @Nullable RowKey key) {
        return key == null ? -1 : found.getOrDefault(key, -1);
    }

    private Set<RowKey> keys(List<Integer> wanted) {
        Set<RowKey> keys = new HashSet<>();
        for (int line : wanted) {
            RowKey key = key(line);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    private @Nullable RowKey key(int line) {
        if (line < 0 || line >= rows.size()) {
            return null;
        }
        RowItem item = rows.get(line);
        return item.isLoaded() ? item.key() : null;
    }
}
