package dev.faultline.engine.evidence;

/// Keys of what is said about kept packets in `messages.properties`.
final class EvidenceTexts {
    static final String NOTE_FROM = "evidence.from";
    static final String NOTE_FULL = "evidence.full";
    static final String NOTE_GONE = "evidence.gone";

    private EvidenceTexts() {}
}
