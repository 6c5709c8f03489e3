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

    private TcpDecoder() {}

    /// Reads the first 16 bytes of the header at the cursor: ports, numbers, flags and window.
    ///
    /// @return whether they are there; else [Cursor#outcome] says why not
    static boolean readStart(Cursor c, TcpHeader tcp) {
        if (!c.has(TO_WINDOW)) {
            c.missing(HEADER);
            return false;
        }
        tcp.srcPort = c.u16(0);
        tcp.dstPort = c.u16(2);
        tcp.seq = c.i32(4);
        tcp.ack = c.i32(8);
        tcp.headerLength = c.u8(12) >>> 4 << 2;
        tcp.flags = c.u8(13);
        tcp.window = c.u16(14);
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
