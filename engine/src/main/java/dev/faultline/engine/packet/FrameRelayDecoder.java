package dev.faultline.engine.packet;

/// Frame Relay with the encapsulation of RFC 2427, or with Cisco's, which has an EtherType instead.
final class FrameRelayDecoder {
    private static final int ADDRESS_MAXIMUM = 4;
    private static final int UNNUMBERED = 0x03;

    private FrameRelayDecoder() {}

    static Layer read(Cursor c) {
        int length = 0;
        do {
            if (length == ADDRESS_MAXIMUM) {
                return c.malformed();
            }
            length++;
            if (!c.has(length + 2)) {
                return c.missing(length + 2);
            }
        } while ((c.u8(length - 1) & 1) == 0);
        c.skip(length);
        if (c.u8(0) != UNNUMBERED) {
            return cisco(c);
        }
        c.skip(1);
        if (c.has(2) && c.u8(0) == 0) {
            c.skip(1);
        }
        return LlcDecoder.networkProtocol(c);
    }

    private static Layer cisco(Cursor c) {
        c.type = c.u16(0);
        c.skip(2);
        return Layer.ETHERTYPE;
    }
}
