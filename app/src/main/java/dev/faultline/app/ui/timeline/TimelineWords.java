package dev.faultline.app.ui.timeline;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.text.Figures;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says what is at a place of the timeline.
final class TimelineWords {
    private static final int PARTS_NAMED = 4;
    private static final int MARKS_LISTED = 12;
    private static final double NEAR = 5;

    private final TimelineViewModel model;
    private final TimelineBars bars;
    private final TimeText times;
    private final TimelineFrame frame;

    TimelineWords(TimelineViewModel model, TimeText times, TimelineFrame frame) {
        this.model = model;
        this.bars = model.barsProperty().get();
        this.times = times;
        this.frame = frame;
    }

    /// Packets in a second.
    static String rate(String count) {
        return Messages.text("timeline.rate", count);
    }

    /// What happened there; else the selected finding; else what the bar is made of.
    ///
    /// @param bar at that place, or -1
    /// @param marks at that place
    String at(double x, int bar, List<TimelineMark> marks) {
        if (!marks.isEmpty()) {
            return marks(marks);
        }
        TimelineViewModel.@Nullable Focus focus = model.focusProperty().get();
        if (focus != null && Math.abs(frame.x(focus.time().from()) - x) <= NEAR) {
            return Messages.text("timeline.selected", moment(focus.time().from()), focus.title());
        }
        return bar < 0 ? "" : bar(bar);
    }

    private String marks(List<TimelineMark> marks) {
        String told = told(marks.getFirst());
        return marks.size() == 1 ? told : Messages.text("timeline.more", told, Figures.count(marks.size() - 1L));
    }

    /// Each mark in a line of its own, as many as can be taken in.
    String list(List<TimelineMark> marks) {
        String lines = marks.stream().limit(MARKS_LISTED).map(this::told).collect(Collectors.joining("\n"));
        int more = marks.size() - MARKS_LISTED;
        return more <= 0 ? lines : lines + '\n' + Messages.text("timeline.andMore", Figures.count(more));
    }

    private String told(TimelineMark mark) {
        String time = mark.time().length() == 0
                ? moment(mark.time().from())
                : Messages.text(
                        "timeline.stretch",
                        moment(mark.time().from()),
                        moment(mark.time().to()));
        return Messages.text("timeline.happened", time, mark.words());
    }

    private String moment(long time) {
        return times.mark(time, Math.max(1, (long) frame.nanosPerPixel()));
    }

    /// `14:38:04 to 14:38:05: 12 connection, 3 icmp; 8 133 packets, 1.2 MB`.
    private String bar(int bar) {
        String from = times.mark(bars.begin(bar), bars.bucketNanos());
        String to = times.mark(bars.end(bar), bars.bucketNanos());
        String parts = bars.parts(bar)
                .limit(PARTS_NAMED)
                .map(part ->
                        Figures.count(part.getValue()) + " " + part.getKey().name())
                .collect(Collectors.joining(", "));
        String told = parts.isEmpty()
                ? Messages.text("timeline.none", from, to)
                : Messages.text("timeline.some", from, to, parts);
        if (bar >= bars.traffic().size()) {
            return told;
        }
        TimelineBars.Load load = bars.traffic().get(bar);
        return Messages.text("timeline.load", told, Figures.count(load.packets()), Figures.bytes(load.bytes()));
    }
}
