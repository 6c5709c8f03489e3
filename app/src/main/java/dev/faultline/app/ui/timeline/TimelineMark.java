package dev.faultline.app.ui.timeline;

/// Something besides findings that the timeline marks.
///
/// @param time what it takes; a moment has no length
/// @param tone how grave it is
/// @param place where it is drawn
/// @param label in a few words, beside the mark
/// @param words in full, without the time
public record TimelineMark(TimeRange time, Tone tone, Place place, String label, String words) {
    /// How grave something is.
    public enum Tone {
        PLAIN,
        WARNING,
        ERROR
    }

    /// Where something is drawn.
    public enum Place {
        /// A moment above the bars.
        ABOVE,
        /// A stretch of time across the bars.
        ACROSS,
        /// In the traffic, where it became known.
        TRAFFIC
    }
}
