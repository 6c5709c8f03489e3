package dev.faultline.engine.packet;

/// An ICMP message of version 4 (RFC 792) or 6 (RFC 4443). Flyweight.
public final class IcmpMessage {
    int version;
    int type;
    int code;
    int checksum;
    int rest;
    int offset;
    int length;
    int captured;
    final QuotedPacket quoted = new QuotedPacket();

    /// 4 or 6.
    public int version() {
        return version;
    }

    public int type() {
        return type;
    }

    public int code() {
        return code;
    }

    public int checksum() {
        return checksum;
    }

    /// Bytes 4 to 7 of the message, in network order: identifier and sequence number, next-hop MTU, gateway,
    /// pointer, by type.
    public int rest() {
        return rest;
    }

    /// Offset of the message in [Packet#bytes()].
    public int offset() {
        return offset;
    }

    /// Bytes of the message by the IP header.
    public int length() {
        return length;
    }

    /// How many of [#length()] bytes were captured.
    public int captured() {
        return captured;
    }

    /// The packet that an error quotes; see [QuotedPacket#isPresent()].
    public QuotedPacket quoted() {
        return quoted;
    }
}
