package dev.faultline.engine.packet;

/// TCP (RFC 9293) and its options.
final class TcpDecoder {
    private static final int HEADER = 20;
    private static final int TO_WINDOW = 16;

    private static final int OPTION_END = 0;
    private static final int OPTION_NOP = 1;
    private static final int OPTION_MSS = 2;
    private static final int OPTION_WINDOW_SCALE = 3;
    private static final int OPTION_SACK_PERMITTED = 4;
    private static final int OPTION_SACK = 5;
    private static final int OPTION_TIMESTAMPS = 8;
    private static final int OPTION_MULTIPATH = 30;
    private static final int SACK_BLOCKS = 4;
    /// How nearly all segments of a connection with timestamps begin their options: padding, kind and length.
    private static final int ONLY_TIMESTAMPS = 0x0101_080a;

    private TcpDecoder() {}

    /// Reads the first 16 bytes of the header at the cursor: ports, numbers, flags and window.
    ///
    /// @return whether they are there; else [Cursor#outcome] says why not
    static boolean readStart(Cursor c, TcpHeader tcp) {
        if (!c.has(TO_WINDOW)) {
            c.missing(HEADER);
            return false;
        }
        long first = c.i64(0);
        long second = c.i64(8);
        tcp.srcPort = (int) (first >>> 48);
        tcp.dstPort = (int) (first >>> 32) & 0xffff;
        tcp.seq = (int) first;
        tcp.ack = (int) (second >>> 32);
        tcp.headerLength = ((int) second >>> 28) * 4;
        tcp.flags = (int) second >>> 16 & 0xff;
        tcp.window = (int) second & 0xffff;
        tcp.payloadLength = 0;
        tcp.payloadCaptured = 0;
        tcp.mss = TcpHeader.ABSENT;
        tcp.windowScale = TcpHeader.ABSENT;
        tcp.sackPermitted = false;
        tcp.timestamps = false;
        tcp.multipath = false;
        tcp.sackBlocks = 0;
        return true;
    }

    /// Reads the rest of the header. Options and payload need not have been captured.
    ///
    /// @return whether the header is valid; else [Cursor#outcome] says why not
    static boolean readRest(Cursor c, TcpHeader tcp) {
        if (!c.has(HEADER)) {
            c.missing(HEADER);
            return false;
        }
        if (tcp.headerLength < HEADER || tcp.headerLength > c.wireLeft()) {
            c.malformed();
            return false;
        }
        tcp.bytes = c.bytes;
        tcp.checksum = c.u16(16);
        tcp.payloadOffset = c.offset + tcp.headerLength;
        tcp.payloadLength = c.wireLeft() - tcp.headerLength;
        tcp.payloadCaptured = Math.max(0, c.left() - tcp.headerLength);
        readOptions(c, tcp, Math.min(c.end, tcp.payloadOffset));
        return true;
    }

    private static void readOptions(Cursor c, TcpHeader tcp, int end) {
        if (end - c.offset == HEADER + 12 && c.i32(HEADER) == ONLY_TIMESTAMPS) {
            readOption(c, tcp, c.offset + HEADER + 2, OPTION_TIMESTAMPS, 10);
            return;
        }
        int at = c.offset + HEADER;
        while (at < end) {
            int kind = Octets.u8(c.bytes, at);
            if (kind == OPTION_END) {
                return;
            }
            if (kind == OPTION_NOP) {
                at++;
                continue;
            }
            int length = at + 1 < end ? Octets.u8(c.bytes, at + 1L) : 0;
            if (length < 2 || length > end - at) {
                return;
            }
            readOption(c, tcp, at, kind, length);
            at += length;
        }
    }

    private static void readOption(Cursor c, TcpHeader tcp, int at, int kind, int length) {
        switch (kind) {
            case OPTION_MSS -> {
                if (length == 4) {
                    tcp.mss = Octets.u16(c.bytes, at + 2L);
                }
            }
            case OPTION_WINDOW_SCALE -> {
                if (length == 3) {
                    tcp.windowScale = Octets.u8(c.bytes, at + 2L);
                }
            }
            case OPTION_SACK_PERMITTED -> tcp.sackPermitted = length == 2;
            case OPTION_SACK -> {
                tcp.sackOffset = at + 2;
                tcp.sackBlocks = Math.min(SACK_BLOCKS, (length - 2) / 8);
            }
            case OPTION_TIMESTAMPS -> {
                if (length == 10) {
                    tcp.timestamps = true;
                    tcp.timestampValue = Octets.i32(c.bytes, at + 2L);
                    tcp.timestampEcho = Octets.i32(c.bytes, at + 6L);
                }
            }
            case OPTION_MULTIPATH -> tcp.multipath = true;
            default -> {
                // of no interest
            }
        }
    }
}
