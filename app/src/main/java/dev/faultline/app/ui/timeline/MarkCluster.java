package dev.faultline.app.ui.timeline;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.text.Figures;
import java.util.List;

/// Moments above the bars that stand so near to each other that they are drawn as one: with the count of them,
/// and one line down to the bars.
///
/// @param marks in order of time, at least one
/// @param x where it is drawn: where the first of them stands
/// @param tone how grave the gravest of them is
record MarkCluster(List<TimelineMark> marks, double x, TimelineMark.Tone tone) {
    /// How near marks that are equally grave become one, in pixels: room for the mark and a count of three
    /// digits.
    static final double REACH = 32;

    /// How near marks become one that are not: nearer, they would cover each other. What is graver is not drawn
    /// farther from its time than this.
    static final double TOUCH = 9;

    /// How near the pointer must come, in pixels.
    private static final double NEAR = 5;

    /// The first moment and those that are drawn as one with it.
    ///
    /// @param moments in order of time, at least one
    static MarkCluster first(List<TimelineMark> moments, TimelineFrame frame) {
        double x = frame.x(moments.getFirst().time().from());
        TimelineMark.Tone tone = moments.getFirst().tone();
        int size = 1;
        for (; size < moments.size(); size++) {
            TimelineMark next = moments.get(size);
            if (frame.x(next.time().from()) - x > (next.tone() == tone ? REACH : TOUCH)) {
                break;
            }
            tone = next.tone().compareTo(tone) > 0 ? next.tone() : tone;
        }
        return new MarkCluster(moments.subList(0, size), x, tone);
    }

    /// What is written beside it, where there is room.
    String label() {
        return marks.size() == 1
                ? marks.getFirst().label()
                : Messages.text("timeline.events", Figures.count(marks.size()));
    }

    /// What is written beside it, where there is little room; empty for one mark.
    String shortLabel() {
        return marks.size() == 1 ? "" : Figures.shortCount(marks.size());
    }

    /// Whether it is drawn where the pointer is: its line in the bars; above them, the count as well.
    boolean isAt(Pointer pointer) {
        double right = pointer.isAboveBars() && marks.size() > 1 ? REACH - TOUCH : NEAR;
        return pointer.x() >= x - NEAR && pointer.x() <= x + right;
    }
}
