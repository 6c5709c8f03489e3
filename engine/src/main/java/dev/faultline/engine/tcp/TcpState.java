package dev.faultline.engine.tcp;

/// State of one end of a connection, by the names of RFC 9293, section 3.3.2, as far as the packets show it.
public enum TcpState {
    /// Nothing seen of it.
    UNKNOWN("UNKNOWN"),
    SYN_SENT("SYN-SENT"),
    SYN_RECEIVED("SYN-RECEIVED"),
    ESTABLISHED("ESTABLISHED"),
    FIN_WAIT_1("FIN-WAIT-1"),
    FIN_WAIT_2("FIN-WAIT-2"),
    CLOSE_WAIT("CLOSE-WAIT"),
    CLOSING("CLOSING"),
    LAST_ACK("LAST-ACK"),
    TIME_WAIT("TIME-WAIT"),
    CLOSED("CLOSED");

    private final String rfcName;

    TcpState(String rfcName) {
        this.rfcName = rfcName;
    }

    /// The name as the RFC writes it.
    @Override
    public String toString() {
        return rfcName;
    }
}
