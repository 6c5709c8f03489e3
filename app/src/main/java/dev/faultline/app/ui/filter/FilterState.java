package dev.faultline.app.ui.filter;

/// What the filter field says about its text. Each state has a tint, an icon and words.
public sealed interface FilterState {
    /// Nothing is typed: all findings are shown.
    record Empty() implements FilterState {}

    /// The text is being checked.
    record Busy() implements FilterState {}

    /// The text is understood and applied.
    record Valid() implements FilterState {}

    /// The text makes no sense; the findings stay as they were filtered last.
    ///
    /// @param message what is wrong, one sentence
    /// @param position index of the first wrong character
    /// @param length number of wrong characters, from 1; the last may lie behind the end of the text
    record Invalid(String message, int position, int length) implements FilterState {}
}
