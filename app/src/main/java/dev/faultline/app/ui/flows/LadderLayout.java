package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.LadderRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the rows of a ladder stand: y from the top of its first row, in logical pixels.
final class LadderLayout {
    /// Room of a line that says, above its band, what was found; where there is no room beside the ladder.
    static final double CAPTION = 22;

    private static final double IDLE = 44;
    private static final double FOLD = 30;
    private static final double END = 44;
    private static final double TOP = 8;

    private final double[] tops;
    private final double[] bottoms;
    private final Map<Integer, List<Band>> captions = new HashMap<>();

    /// @param captioned whether findings are told above their rows
    LadderLayout(LadderPicture picture, boolean captioned) {
        if (captioned) {
            picture.bands().stream()
                    .filter(Band::first)
                    .forEach(band -> captions.computeIfAbsent(band.from(), row -> new ArrayList<>())
                            .add(band));
        }
        int size = picture.rows().size();
        tops = new double[size];
        bottoms = new double[size];
        double y = TOP;
        for (int row = 0; row < size; row++) {
            y += captions(row).size() * CAPTION;
            tops[row] = y;
            y += height(picture, row);
            bottoms[row] = y;
        }
    }

    private static double height(LadderPicture picture, int row) {
        return switch (picture.rows().get(row)) {
            case LadderRow.OnePacket packet -> picture.rowHeight();
            case LadderRow.Fold fold -> FOLD;
            case LadderRow.Idle idle -> IDLE;
            case LadderRow.LeftOut out -> IDLE;
            case LadderRow.CaptureEnd end -> END;
        };
    }

    /// What is told above a row, from the top.
    List<Band> captions(int row) {
        return captions.getOrDefault(row, List.of());
    }

    /// Where a row begins, below its captions.
    double top(int row) {
        return tops[row];
    }

    double bottom(int row) {
        return bottoms[row];
    }

    /// Height of all rows.
    double height() {
        return bottoms.length == 0 ? 0 : bottoms[bottoms.length - 1] + TOP;
    }

    /// The row at `y`, or the one below where captions stand; the last one beyond the end, -1 for a ladder with
    /// no rows.
    int rowAt(double y) {
        int found = Arrays.binarySearch(bottoms, y);
        int row = found < 0 ? -found - 1 : found + 1;
        return Math.min(row, bottoms.length - 1);
    }
}
