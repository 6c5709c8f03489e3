package dev.faultline.engine.detect;

/// Keys of what is said about data on its way in `messages.properties`.
final class TransferTexts {
    static final String NOTE_LOST_BEHIND = "tcp.lost_behind";
    static final String NOTE_LOST_BEFORE = "tcp.lost_before";
    static final String NOTE_LOST_BOTH = "tcp.lost_both";
    static final String NOTE_SAME_SEGMENT = "tcp.same_segment";
    static final String NOTE_TWICE_RECEIVED = "tcp.twice_received";
    static final String NOTE_STILL_CLOSED = "tcp.still_closed";
    static final String NOTE_WINDOW_PROBED = "tcp.window_probed";
    static final String NOTE_MTU_TOLD = "tcp.mtu_told";
    static final String NOTE_SHORTENED = "tcp.shortened";
    static final String NOTE_ASKED_FOR = "tcp.asked_for";
    static final String NOTE_TIME_EXCEEDED = "ip.time_exceeded";

    static final String REASON_SIZE_ONLY = "tcp.size_only";
    static final String REASON_OFFLOAD_POSSIBLE = "tcp.offload_possible";
    static final String REASON_NOT_ASKED_FOR = "tcp.not_asked_for";
    static final String REASON_CLOSE_UNSEEN = "tcp.close_unseen";
    static final String REASON_UNCONFIRMED = "checksum.unconfirmed";
    static final String REASON_FRAGMENTS_FILTERED = "ip.fragments_filtered";
    static final String REASON_FRAGMENTS_UNSEEN = "ip.fragments_unseen";

    static final String VARIANT_ACK_LOOP = "loop";
    static final String VARIANT_FRAGMENTED = "fragmented";
    static final String VARIANT_OPEN = "open";
    static final String VARIANT_TIME_WAIT = "time_wait";

    static final String NOTE_NUMBER_NOT_GREATER = "tcp.number_not_greater";

    private TransferTexts() {}
}
