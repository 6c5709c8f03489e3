package dev.faultline.engine.l7.dns;

/// A response to a query.
///
/// @param code response code of the header (RFC 1035, section 4.1.1)
/// @param answers how many answer records it says it has
/// @param time nanoseconds since the epoch
public record DnsReply(int code, int answers, boolean truncated, long time, long frame, long position) {
    public static final int NO_ERROR = 0;
    public static final int FORMAT_ERROR = 1;
    public static final int SERVER_FAILURE = 2;
    public static final int NAME_ERROR = 3;
    public static final int NOT_IMPLEMENTED = 4;
    public static final int REFUSED = 5;

    /// Whether the name exists.
    public boolean isFound() {
        return code == NO_ERROR;
    }
}
