package dev.faultline.engine.packet;

import java.lang.foreign.MemorySegment;

/// A place in a frame: how far it has been read, and how far the headers read so far say that it reaches.
/// Decoders of one header each move it on.
final class Cursor {
    MemorySegment bytes = MemorySegment.NULL;
    /// The next byte to read.
    int offset;
    /// One past the last byte that was captured.
    int end;
    /// One past the last byte by the lengths of the headers so far, captured or not; at least [#end].
    int wireEnd;
    /// What the header just read says of the bytes that follow, where [Layer] leaves that open: an EtherType, a
    /// PPP protocol, and so on.
    int type;
    /// `TUNNEL_` bits of the headers read so far.
    int tunnels;
    /// The VLAN of the innermost tag, or 0.
    int vlan;
    /// The interface index of a Linux "cooked" header, or 0.
    int linkInterface;
    /// Where an ARP message begins, or -1.
    int arp;
    /// Why decoding ended early.
    DecodeOutcome outcome = DecodeOutcome.OK;

    /// Starts over at a run of bytes.
    void set(MemorySegment memory, int start, int captured, int length) {
        bytes = memory;
        offset = start;
        end = start + captured;
        wireEnd = (int) Math.min((long) start + Math.max(length, captured), Integer.MAX_VALUE);
        type = 0;
        tunnels = 0;
        vlan = 0;
        linkInterface = 0;
        arp = -1;
        outcome = DecodeOutcome.OK;
    }

    /// Whether `count` more bytes were captured.
    boolean has(int count) {
        return count <= end - offset;
    }

    /// Bytes left that were captured.
    int left() {
        return end - offset;
    }

    /// Bytes left, captured or not.
    int wireLeft() {
        return wireEnd - offset;
    }

    int u8(int at) {
        return Octets.u8(bytes, (long) offset + at);
    }

    int u16(int at) {
        return Octets.u16(bytes, (long) offset + at);
    }

    int i32(int at) {
        return Octets.i32(bytes, (long) offset + at);
    }

    long i64(int at) {
        return Octets.i64(bytes, (long) offset + at);
    }

    int u16le(int at) {
        return Octets.u16le(bytes, (long) offset + at);
    }

    /// Moves on by `count` bytes that were captured.
    void skip(int count) {
        offset += count;
    }

    /// Cuts what follows to `length` bytes from here; a length that reaches further than the headers around it
    /// changes nothing.
    void narrow(int length) {
        if (length >= 0 && length < wireEnd - offset) {
            wireEnd = offset + length;
            end = Math.min(end, wireEnd);
        }
    }

    /// Ends decoding because `count` more bytes were not captured.
    Layer missing(int count) {
        outcome = count <= wireEnd - offset ? DecodeOutcome.CUT_BY_SNAPLEN : DecodeOutcome.MALFORMED;
        return Layer.END;
    }

    /// Ends decoding because the bytes contradict themselves.
    Layer malformed() {
        outcome = DecodeOutcome.MALFORMED;
        return Layer.END;
    }
}
