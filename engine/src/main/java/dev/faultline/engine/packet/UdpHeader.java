package dev.faultline.engine.packet;

/// A UDP header (RFC 768). Flyweight.
public final class UdpHeader {
    int srcPort;
    int dstPort;
    int checksum;
    int payloadOffset;
    int payloadLength;
    int payloadCaptured;

    public int srcPort() {
        return srcPort;
    }

    public int dstPort() {
        return dstPort;
    }

    public int checksum() {
        return checksum;
    }

    /// Offset of the payload in [Packet#bytes()].
    public int payloadOffset() {
        return payloadOffset;
    }

    /// Bytes of payload by the header, whether captured or not.
    public int payloadLength() {
        return payloadLength;
    }

    /// Bytes of payload that were captured.
    public int payloadCaptured() {
        return payloadCaptured;
    }
}
