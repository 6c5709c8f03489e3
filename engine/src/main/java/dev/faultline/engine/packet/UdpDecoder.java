package dev.faultline.engine.packet;

/// UDP (RFC 768).
final class UdpDecoder {
    static final int HEADER = 8;

    private UdpDecoder() {}

    /// Reads the header at the cursor and moves the cursor to the payload.
    ///
    /// @return whether the header is valid; else [Cursor#outcome] says why not
    static boolean read(Cursor c, UdpHeader udp) {
        if (!c.has(HEADER)) {
            c.missing(HEADER);
            return false;
        }
        int length = c.u16(4);
        if (length != 0 && length < HEADER) {
            c.malformed();
            return false;
        }
        udp.srcPort = c.u16(0);
        udp.dstPort = c.u16(2);
        udp.checksum = c.u16(6);
        if (length != 0) {
            c.narrow(length);
        }
        c.skip(HEADER);
        udp.payloadOffset = c.offset;
        udp.payloadLength = c.wireLeft();
        udp.payloadCaptured = c.left();
        return true;
    }
}
