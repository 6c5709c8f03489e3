package dev.faultline.app.ui.findings;

import dev.faultline.app.ui.control.ClassMark;
import java.util.List;
import java.util.Map;

/// What the timeline strip draws.
///
/// @param span all of the capture
/// @param bucketNanos time that one bar stands for
/// @param bars findings that began in each stretch, by class
/// @param faint whether they do not meet the filter and only show where findings would be
public record TimelineBars(TimeRange span, long bucketNanos, List<Map<ClassMark, Long>> bars, boolean faint) {
    public static final TimelineBars NONE = new TimelineBars(new TimeRange(0, 0), 1, List.of(), false);

    public TimelineBars {
        bars = List.copyOf(bars);
    }

    /// The height of the highest bar, at least 1.
    public long highest() {
        long highest = 1;
        for (Map<ClassMark, Long> bar : bars) {
            highest = Math.max(
                    highest, bar.values().stream().mapToLong(Long::longValue).sum());
        }
        return highest;
    }
}
