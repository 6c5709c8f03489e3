package dev.faultline.engine.tcp;

/// Takes what Wireshark and Zeek would say of the traffic.
public interface StreamReport {
    /// A frame has flags.
    ///
    /// @param flags bits of [AnalysisFlags]
    void flags(long frame, int stream, int flags);

    /// No more will come of a stream. Not in order of stream.
    ///
    /// @param completeness Wireshark's `tcp.completeness`
    /// @param zeekState Zeek's `conn_state`
    /// @param zeekHistory Zeek's `history`
    void stream(int stream, int completeness, String zeekState, String zeekHistory);
}
