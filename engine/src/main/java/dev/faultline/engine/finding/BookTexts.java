package dev.faultline.engine.finding;

/// Keys of what is said about findings of any kind in `messages.properties`.
final class BookTexts {
    static final String REASON_QUIET = "capture.quiet";

    private BookTexts() {}
}
