package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of one level, of which not all are in memory.
interface Rows {
    int size();

    /// The row at `index`, or null while it is being loaded.
    @Nullable
    FindingRow get(int index);

    /// Rows that are all there.
    static Rows of(List<FindingRow> rows) {
        return new Rows() {
            @Override
            public int size() {
                return rows.size();
            }

            @Override
            public FindingRow get(int index) {
                return rows.get(index);
            }
        };
    }
}
