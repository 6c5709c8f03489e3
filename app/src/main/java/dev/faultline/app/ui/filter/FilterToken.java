package dev.faultline.app.ui.filter;

/// A piece of a filter's text.
///
/// @param kind what it is
/// @param start index of its first character
/// @param end index behind its last character
public record FilterToken(Kind kind, int start, int end) {
    /// What a piece of text is.
    public enum Kind {
        KEYWORD,
        /// A field, function or plain word.
        WORD,
        STRING,
        NUMBER,
        OPERATOR,
        /// Brackets, commas and space.
        OTHER
    }
}
