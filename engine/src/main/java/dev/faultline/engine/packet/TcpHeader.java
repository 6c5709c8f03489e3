package dev.faultline.engine.packet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A TCP header (RFC 9293) with the options that matter here. Flyweight.
public final class TcpHeader {
    public static final int FIN = 1;
    public static final int SYN = 1 << 1;
    public static final int RST = 1 << 2;
    public static final int PSH = 1 << 3;
    public static final int ACK = 1 << 4;
    public static final int URG = 1 << 5;
    public static final int ECE = 1 << 6;
    public static final int CWR = 1 << 7;

    /// An option that is not there.
    public static final int ABSENT = -1;

    private static final ValueLayout.OfInt BIG_ENDIAN_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    MemorySegment bytes = MemorySegment.NULL;
    int srcPort;
    int dstPort;
    int seq;
    int ack;
    int flags;
    int window;
    int checksum;
    int headerLength;
    int payloadOffset;
    int payloadLength;
    int payloadCaptured;
    int mss;
    int windowScale;
    boolean sackPermitted;
    boolean timestamps;
    boolean multipath;
    int timestampValue;
    int timestampEcho;
    int sackBlocks;
    int sackOffset;

    public int srcPort() {
        return srcPort;
    }

    public int dstPort() {
        return dstPort;
    }

    public int seq() {
        return seq;
    }

    /// The acknowledgment number as it stands in the header, also where [#ACK] is not set.
    public int ack() {
        return ack;
    }

    /// The flag bits, 8 of them.
    public int flags() {
        return flags;
    }

    /// Whether all bits of `mask` are set.
    public boolean has(int mask) {
        return (flags & mask) == mask;
    }

    /// Whether any bit of `mask` is set.
    public boolean hasAny(int mask) {
        return (flags & mask) != 0;
    }

    /// The window field, not scaled, 0…65535.
    public int window() {
        return window;
    }

    public int checksum() {
        return checksum;
    }

    /// Bytes of header and options, 20…60.
    public int headerLength() {
        return headerLength;
    }

    /// Offset of the payload in [Packet#bytes()].
    public int payloadOffset() {
        return payloadOffset;
    }

    /// Bytes of payload by the IP header, whether captured or not.
    public int payloadLength() {
        return payloadLength;
    }

    /// Bytes of payload that were captured.
    public int payloadCaptured() {
        return payloadCaptured;
    }

    /// Payload plus one for SYN and one for FIN: how far the segment moves the sequence number.
    public int sequenceLength() {
        return payloadLength + (flags & FIN) + (flags >>> 1 & 1);
    }

    /// Maximum segment size option, or [#ABSENT].
    public int mss() {
        return mss;
    }

    /// Window scale option as sent, or [#ABSENT].
    public int windowScale() {
        return windowScale;
    }

    public boolean sackPermitted() {
        return sackPermitted;
    }

    public boolean hasTimestamps() {
        return timestamps;
    }

    /// `TSval`; meaningful with [#hasTimestamps()].
    public int timestampValue() {
        return timestampValue;
    }

    /// `TSecr`; meaningful with [#hasTimestamps()].
    public int timestampEcho() {
        return timestampEcho;
    }

    /// Whether the segment carries Multipath TCP (option 30).
    public boolean isMultipath() {
        return multipath;
    }

    /// Number of SACK blocks, 0…4.
    public int sackBlocks() {
        return sackBlocks;
    }

    /// Left edge of a SACK block.
    public int sackLeft(int block) {
        return bytes.get(BIG_ENDIAN_INT, sackOffset + 8L * block);
    }

    /// Right edge of a SACK block: the number after its last byte.
    public int sackRight(int block) {
        return bytes.get(BIG_ENDIAN_INT, sackOffset + 8L * block + 4);
    }
}
