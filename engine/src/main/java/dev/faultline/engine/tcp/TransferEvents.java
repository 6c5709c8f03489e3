package dev.faultline.engine.tcp;

/// What a segment shows of data on its way, as bits: the diagnosis of one vantage point, which may differ from
/// [AnalysisFlags].
public final class TransferEvents {
    /// Bytes came again that the vantage point had seen: the first copy, or its acknowledgment, was lost behind
    /// it.
    public static final int RETRANSMISSION = 1;
    /// Bytes came that were missing and were sent again: the first copy was lost before the vantage point.
    public static final int LATE_RETRANSMISSION = 1 << 1;
    /// The peer had asked for it by three duplicate acknowledgments or by SACK; together with one of the above.
    public static final int FAST = 1 << 2;
    /// Bytes came again that the peer had acknowledged.
    public static final int SPURIOUS_RETRANSMISSION = 1 << 3;
    /// Bytes came that were missing, in their first copy, overtaken by others.
    public static final int OUT_OF_ORDER = 1 << 4;
    /// Within a second the sender acknowledged the same numbers so often that these are a good part of all
    /// packets.
    public static final int DUPLICATE_STORM = 1 << 5;
    /// The sender got bytes twice and says so (DSACK, RFC 2883).
    public static final int TWICE_RECEIVED = 1 << 6;
    /// The sender can take no more data.
    public static final int WINDOW_ZERO = 1 << 7;
    /// The sender can take data again.
    public static final int WINDOW_OPENED = 1 << 8;
    /// The sender took back a part of the window that it had offered.
    public static final int WINDOW_SHRUNK = 1 << 9;
    /// The peer of the sender had filled the window, and may send again.
    public static final int ROOM_AGAIN = 1 << 10;
    /// Both ends acknowledge and acknowledge, without data.
    public static final int ACK_LOOP = 1 << 11;

    /// Segments carry more than the peer's maximum segment size, again and again, and it is not segmentation
    /// offload that makes them look so.
    public static final int TOO_LARGE = 1 << 12;
    /// The packet with the segment was split into fragments.
    public static final int FRAGMENTED = 1 << 13;

    private TransferEvents() {}
}
