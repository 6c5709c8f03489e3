package dev.faultline.engine.packet;

import java.lang.foreign.MemorySegment;

/// An ARP message that asks for, or tells, the Ethernet address of an IPv4 address (RFC 826). Flyweight.
public final class ArpMessage {
    static final int LENGTH = 28;

    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int ETHERNET = 1;
    private static final int IPV4 = 0x0800;
    private static final int SIZES = 6 << 8 | 4;

    private int operation;
    private long link;
    private int sender;
    private int target;

    /// Reads the message at `offset`, of which all bytes are there.
    ///
    /// @return whether it is one of Ethernet and IPv4 that asks or answers
    boolean read(MemorySegment bytes, long offset) {
        operation = Octets.u16(bytes, offset + 6);
        link = Octets.i64(bytes, offset + 8) >>> 16;
        sender = Octets.i32(bytes, offset + 14);
        target = Octets.i32(bytes, offset + 24);
        return Octets.u16(bytes, offset) == ETHERNET
                && Octets.u16(bytes, offset + 2) == IPV4
                && Octets.u16(bytes, offset + 4) == SIZES
                && (operation == REQUEST || operation == REPLY);
    }

    /// Whether it asks; else it answers.
    public boolean isRequest() {
        return operation == REQUEST;
    }

    /// Ethernet address of the sender, in the low 48 bits.
    public long link() {
        return link;
    }

    /// IPv4 address of the sender; 0 in a probe (RFC 5227).
    public int sender() {
        return sender;
    }

    /// The IPv4 address that is asked for, or whom the answer is for.
    public int target() {
        return target;
    }
}
