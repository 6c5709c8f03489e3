package dev.faultline.engine.detect;

/// Keys of what is said about TCP connections in `messages.properties`.
final class TcpTexts {
    static final String NOTE_ANSWERED_LATE = "tcp.answered_late";
    static final String NOTE_CLIENT_ABORTED = "tcp.client_aborted";
    static final String NOTE_PORT_SCAN = "tcp.port_scan";
    static final String NOTE_SYN_ACK_REPEATED = "tcp.syn_ack_repeated";
    static final String NOTE_COMPLETED_LATE = "tcp.completed_late";
    static final String NOTE_TTL_UNLIKE_HOST = "tcp.ttl_unlike_host";
    static final String NOTE_CONTINUED = "tcp.continued_after_reset";
    static final String NOTE_KNOWN_TIMER = "tcp.known_timer";
    static final String NOTE_AFTER_FIN = "tcp.after_fin";
    static final String NOTE_ROUTED_COPY = "tcp.routed_copy";
    static final String NOTE_NO_DATA = "tcp.no_data";
    static final String NOTE_ZERO_WINDOW = "tcp.zero_window";

    static final String NOTE_TAKEN_UP_LATE = "tcp.taken_up_late";
    static final String NOTE_REPORTED = "tcp.reported";
    static final String NOTE_CLOSED_LATE = "tcp.closed_late";
    static final String NOTE_PEER_GAVE_UP = "tcp.peer_gave_up";
    static final String NOTE_FIN_ANSWERED_LATE = "tcp.fin_answered_late";
    static final String NOTE_RESUMED = "tcp.resumed";
    static final String NOTE_ACKNOWLEDGED_LATE = "tcp.acknowledged_late";
    static final String NOTE_PROBE_ANSWERED_LATE = "tcp.probe_answered_late";
    static final String NOTE_PROBER_GAVE_UP = "tcp.prober_gave_up";

    static final String REASON_HALF_CLOSE = "tcp.half_close";
    static final String REASON_FEW_FINS = "tcp.few_fins";
    static final String REASON_ONE_FIN = "tcp.one_fin";
    static final String REASON_ACK_UNSEEN = "tcp.ack_unseen";
    static final String REASON_DROP_INFERRED = "tcp.drop_inferred";
    static final String REASON_LOSS_LOOKS_ALIKE = "tcp.loss_looks_alike";
    static final String REASON_DEFER_ACCEPT = "tcp.defer_accept";
    static final String REASON_ACKS_MISSING = "capture.acks_missing";
    static final String REASON_SENT_ONCE = "tcp.sent_once";
    static final String REASON_FEW_SYNS = "tcp.few_syns";
    static final String REASON_ONE_DIRECTION = "capture.one_direction";
    static final String REASON_LOSSY = "capture.lossy";
    static final String REASON_DROPPED = "capture.dropped";
    static final String REASON_INTERFACE_SILENT = "capture.interface_silent";
    static final String REASON_MIDSTREAM = "capture.midstream";
    static final String REASON_NOTHING_BEFORE = "tcp.nothing_before";
    static final String REASON_FINAL_ACK = "tcp.final_ack_unseen";
    static final String REASON_NO_TIMER = "tcp.no_known_timer";
    static final String REASON_SHORT_SILENCE = "tcp.short_silence";
    static final String REASON_UNREAD_INFERRED = "tcp.unread_inferred";
    static final String REASON_NO_TIMESTAMPS = "tcp.no_timestamps";
    static final String REASON_TTL = "tcp.ttl_only";
    static final String REASON_CAUSE_UNSEEN = "tcp.cause_unseen";
    static final String REASON_FEW_PROBES = "tcp.few_probes";

    static final String REASON_CONTINUED = "tcp.continued";
    static final String REASON_OPTIONS_REMOVED = "tcp.options_removed";
    static final String REASON_SYNS_LOST_OTHERWISE = "tcp.syns_lost_otherwise";
    static final String REASON_POLICY_LOOKS_ALIKE = "tcp.policy_looks_alike";
    static final String REASON_NO_SEQUENCE = "tcp.no_sequence";

    static final String VARIANT_PROBE = "probe";
    static final String VARIANT_ABORTIVE = "abortive";
    static final String VARIANT_ALONE = "alone";
    static final String VARIANT_UNSEEN = "unseen";
    static final String VARIANT_PATH = "path";
    static final String VARIANT_DATA = "data";
    static final String VARIANT_BLIND = "blind";

    private TcpTexts() {}
}
