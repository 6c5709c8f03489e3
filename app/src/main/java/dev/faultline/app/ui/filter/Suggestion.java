package dev.faultline.app.ui.filter;

/// A way to go on with a filter.
///
/// @param insert what replaces the text from `start` to `end`
/// @param start index of the first character replaced
/// @param end index behind the last character replaced
/// @param description one sentence about it, or empty
public record Suggestion(String insert, int start, int end, String description) {
    /// The whole filter with the suggestion taken.
    public String appliedTo(String text) {
        return text.substring(0, start) + insert + text.substring(end);
    }

    /// Where the caret stands then.
    public int caret() {
        return start + insert.length();
    }
}
