package dev.faultline.engine.tcp;

import java.util.ArrayList;
import java.util.List;

/// What Wireshark 4.0 says of a TCP segment (`tcp.analysis.*`), as bits.
///
/// [#RETRANSMISSION], [#FAST_RETRANSMISSION], [#SPURIOUS_RETRANSMISSION] and [#OUT_OF_ORDER] exclude each other
/// here; Wireshark also raises its field `retransmission` on fast and spurious ones.
public final class AnalysisFlags {
    public static final int RETRANSMISSION = 1;
    public static final int FAST_RETRANSMISSION = 1 << 1;
    public static final int SPURIOUS_RETRANSMISSION = 1 << 2;
    public static final int OUT_OF_ORDER = 1 << 3;
    public static final int LOST_SEGMENT = 1 << 4;
    public static final int ACK_LOST_SEGMENT = 1 << 5;
    public static final int DUPLICATE_ACK = 1 << 6;
    public static final int ZERO_WINDOW = 1 << 7;
    public static final int ZERO_WINDOW_PROBE = 1 << 8;
    public static final int ZERO_WINDOW_PROBE_ACK = 1 << 9;
    public static final int WINDOW_FULL = 1 << 10;
    public static final int WINDOW_UPDATE = 1 << 11;
    public static final int KEEP_ALIVE = 1 << 12;
    public static final int KEEP_ALIVE_ACK = 1 << 13;
    public static final int REUSED_PORTS = 1 << 14;

    private static final List<String> NAMES = List.of(
            "retransmission",
            "fast_retransmission",
            "spurious_retransmission",
            "out_of_order",
            "lost_segment",
            "ack_lost_segment",
            "duplicate_ack",
            "zero_window",
            "zero_window_probe",
            "zero_window_probe_ack",
            "window_full",
            "window_update",
            "keep_alive",
            "keep_alive_ack",
            "reused_ports");

    private AnalysisFlags() {}

    /// Wireshark's names of the bits set in `flags`, without `tcp.analysis.`.
    public static List<String> names(int flags) {
        List<String> names = new ArrayList<>(2);
        for (int i = 0; i < NAMES.size(); i++) {
            if ((flags & 1 << i) != 0) {
                names.add(NAMES.get(i));
            }
        }
        return names;
    }
}
