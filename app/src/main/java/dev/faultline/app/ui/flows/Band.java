package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.LadderRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Neighbouring rows that prove a finding, drawn on a tint.
///
/// @param mark the finding
/// @param from first row
/// @param to last row, inclusive
/// @param first whether the finding is explained here; it may show in further bands below
record Band(FlowMark mark, int from, int to, boolean first) {
    /// Rows between two proofs that do not part a band.
    private static final int BETWEEN = 3;

    /// The bands of all findings, the ones to be drawn first at the front: the gravest and the primary one lie
    /// on top.
    static List<Band> of(List<FlowMark> marks, LadderRows rows) {
        List<Band> bands = new ArrayList<>();
        marks.stream()
                .sorted(Comparator.comparing(FlowMark::primary)
                        .thenComparing(FlowMark::severity, Comparator.reverseOrder()))
                .forEach(mark -> add(bands, mark, rows));
        return List.copyOf(bands);
    }

    private static void add(List<Band> bands, FlowMark mark, LadderRows rows) {
        int[] proofs = mark.packets().stream()
                .mapToInt(rows::rowOf)
                .sorted()
                .distinct()
                .toArray();
        int begin = 0;
        for (int i = 1; i <= proofs.length; i++) {
            if (i == proofs.length || proofs[i] - proofs[i - 1] > BETWEEN) {
                bands.add(new Band(mark, proofs[begin], proofs[i - 1], begin == 0));
                begin = i;
            }
        }
    }
}
