package dev.faultline.app.ui.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where marks are drawn on the timeline.
final class MarkLayout {
    /// The least width of what is drawn across the bars, in pixels.
    static final double LEAST_AREA = 3;

    private static final double NEAR = 5;

    private final List<TimelineMark> marks;
    private final TimelineFrame frame;
    private final List<MarkCluster> clusters;

    /// @param marks in order of time
    MarkLayout(List<TimelineMark> marks, TimelineFrame frame) {
        this.marks = marks;
        this.frame = frame;
        clusters = cluster();
    }

    /// They are made of all marks, not of those in sight alone, so that they stay the same while the picture moves.
    private List<MarkCluster> cluster() {
        List<TimelineMark> moments = of(TimelineMark.Place.ABOVE);
        List<MarkCluster> all = new ArrayList<>();
        for (int next = 0; next < moments.size(); next += all.getLast().marks().size()) {
            all.add(MarkCluster.first(moments.subList(next, moments.size()), frame));
        }
        all.removeIf(cluster -> cluster.x() < TimelineFrame.LEFT - 1 || cluster.x() > frame.right() + 1);
        return all;
    }

    /// The moments in sight, in order of time.
    List<MarkCluster> clusters() {
        return clusters;
    }

    /// The marks of one place, in order of time.
    List<TimelineMark> of(TimelineMark.Place place) {
        return marks.stream().filter(mark -> mark.place() == place).toList();
    }

    /// What is marked where the pointer is; the gravest first, then the earliest.
    List<TimelineMark> at(Pointer pointer) {
        List<TimelineMark> found = new ArrayList<>();
        clusters.stream().filter(cluster -> cluster.isAt(pointer)).forEach(cluster -> found.addAll(cluster.marks()));
        marks.stream().filter(mark -> isAt(mark, pointer.x())).forEach(found::add);
        found.sort(Comparator.comparing(TimelineMark::tone).reversed());
        return found;
    }

    private boolean isAt(TimelineMark mark, double x) {
        double to = frame.x(mark.time().to());
        return switch (mark.place()) {
            case ABOVE -> false;
            case ACROSS -> x >= frame.x(mark.time().from()) - 1 && x <= to + LEAST_AREA;
            case TRAFFIC -> Math.abs(to - x) <= NEAR;
        };
    }
}
