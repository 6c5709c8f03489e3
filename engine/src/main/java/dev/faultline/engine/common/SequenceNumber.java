package dev.faultline.engine.common;

/// TCP sequence numbers: 32 bits that wrap around (RFC 9293, section 3.4; serial number arithmetic of RFC
/// 1982).
///
/// This is the only place that compares them. Two numbers are comparable when they are less than 2^31 apart.
public final class SequenceNumber {
    private SequenceNumber() {}

    /// Whether `a` comes before `b`.
    public static boolean before(int a, int b) {
        return a - b < 0;
    }

    /// Whether `a` comes after `b`.
    public static boolean after(int a, int b) {
        return a - b > 0;
    }

    /// Whether `a` is `b` or comes before it.
    public static boolean atOrBefore(int a, int b) {
        return a - b <= 0;
    }

    /// Whether `a` is `b` or comes after it.
    public static boolean atOrAfter(int a, int b) {
        return a - b >= 0;
    }

    /// Bytes from `from` to `to`; negative when `to` comes before `from`.
    public static int distance(int from, int to) {
        return to - from;
    }
}
