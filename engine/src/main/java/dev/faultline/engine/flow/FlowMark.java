package dev.faultline.engine.flow;

import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.packet.UdpHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What a flow is known by wherever it is seen, whatever becomes of its addresses and ports on the way: a
/// number made of what its first packet carries, the same in every capture and on every machine.
public final class FlowMark {
    /// Of a flow that has none.
    public static final long NONE = 0;

    /// Set in the marks of flows that were seen from their beginning: where two of those differ, so do the
    /// flows.
    private static final long BEGUN = 1;

    private static final int PAYLOAD = 64;

    private FlowMark() {}

    /// Of a connection with that first segment: by its sequence number alone if that is a SYN.
    public static long of(TcpHeader first) {
        boolean syn = (first.flags() & (TcpHeader.SYN | TcpHeader.ACK)) == TcpHeader.SYN;
        long seq = (long) first.seq() << 32;
        return syn ? mix(seq | 1) | BEGUN : mix(seq | first.ack() & 0xffff_ffffL) & ~BEGUN;
    }

    /// Of a UDP flow with that first packet: by its payload, and what IPv4 numbers it.
    static long ofUdp(Packet first) {
        UdpHeader udp = first.udp();
        long hash = mix((long) udp.payloadLength() << 32
                | (first.ip().version() == 4 ? first.ip().id() : 0));
        MemorySegment bytes = first.bytes();
        int end = udp.payloadOffset() + Math.min(PAYLOAD, udp.payloadCaptured());
        for (int i = udp.payloadOffset(); i < end; i++) {
            hash = (hash ^ bytes.get(ValueLayout.JAVA_BYTE, i)) * 0x9e3779b97f4a7c15L;
        }
        return mix(hash) & ~BEGUN;
    }

    /// Of echo requests with that identifier.
    public static long ofEcho(int version, int identifier) {
        return mix((long) version << 32 | identifier) & ~BEGUN;
    }

    /// Whether that flow was seen from its beginning.
    public static boolean isBegun(long mark) {
        return (mark & BEGUN) != 0;
    }

    private static long mix(long bits) {
        long x = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
        x = (x ^ x >>> 32) * 0xd6e8feb86659fd93L;
        return x ^ x >>> 32;
    }
}
