package dev.faultline.engine.detect;

/// Keys of what is said about application protocols in `messages.properties`.
final class L7Texts {
    static final String NOTE_ANSWERED_LATE = "l7.answered_late";
    static final String NOTE_COMPLETED_LATE = "l7.completed_late";
    static final String NOTE_SERVES_TLS = "l7.serves_tls";
    static final String NOTE_AMPLIFIED = "l7.amplified";
    static final String NOTE_ANSWERED_ELSEWHERE = "l7.answered_elsewhere";
    static final String NOTE_SENT_AGAIN = "l7.sent_again";

    static final String REASON_BY_SILENCE = "l7.by_silence";
    static final String REASON_SERVES_TLS = "l7.serves_tls";
    static final String REASON_NO_TCP = "l7.no_tcp";
    static final String REASON_NO_REPLIES = "l7.no_replies";
    static final String REASON_CAUSE_UNSEEN = "l7.cause_unseen";
    static final String REASON_UNREQUESTED = "l7.unrequested";

    static final String VARIANT_NETWORK = "network";
    static final String VARIANT_HUNG = "hung";
    static final String VARIANT_CLIENT = "client";
    static final String VARIANT_CLOSED = "closed";
    static final String VARIANT_RESET = "reset";
    static final String VARIANT_ANSWERED = "answered";
    static final String VARIANT_REQUEST = "request";

    private L7Texts() {}
}
