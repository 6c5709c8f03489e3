package dev.faultline.engine.finding;

/// Keys of what is said about places in `messages.properties`.
final class PlaceTexts {
    static final String NOTE_LOST_BETWEEN = "lost_between";
    static final String NOTE_TRANSLATED = "translated";

    private PlaceTexts() {}
}
