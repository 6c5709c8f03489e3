package dev.faultline.engine.tcp;

/// What Wireshark's analysis remembers of one direction of a conversation. Zero means unset, as there; that is
/// a quirk to keep.
final class AnalysisSide {
    static final int UNKNOWN_SCALE = -1;
    static final int NO_SCALE = -2;

    /// Highest sequence number plus length so far.
    int next;

    /// When [#next] last advanced.
    long nextTime;
    /// Highest end of what came without a hole.
    int maxAckable;

    /// Acknowledgment field of the last segment of any kind.
    int lastAck;

    long lastTime;
    /// Raw window of the last segment; all ones before the first.
    int window = -1;

    /// Shift, or [#UNKNOWN_SCALE], or [#NO_SCALE].
    byte scale = UNKNOWN_SCALE;

    /// From a SYN until the first ACK without SYN has been processed.
    boolean firstAck;

    /// Unsigned.
    int duplicateAcks;

    /// Of the last segment only.
    int lastFlags;

    /// How many segments Wireshark holds in its list of what is not acknowledged yet.
    int unacknowledged;

    /// Up to where [#unacknowledged] has been counted down.
    int acknowledged;
}
