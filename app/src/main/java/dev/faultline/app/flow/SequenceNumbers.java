package dev.faultline.app.flow;

import dev.faultline.engine.packet.TcpHeader;

/// Makes the sequence numbers of one direction relative, as Wireshark does, and keeps them from wrapping.
final class SequenceNumbers {
    private static final long WRAP = 1L << 32;
    private static final long HALF = 1L << 31;

    private boolean known;
    private int base;
    private long highest;
    private int scale = TcpHeader.ABSENT;
    private int repeatedSeq;
    private int repeats;

    /// Learns from a segment of this direction what numbers begin at: those of the SYN, else the first one less
    /// 1.
    void learn(TcpHeader tcp, SequenceNumbers peer) {
        if (tcp.has(TcpHeader.SYN)) {
            begin(tcp.seq());
            scale = Math.min(tcp.windowScale(), 14);
        } else if (!known) {
            begin(tcp.seq() - 1);
        }
        if (tcp.has(TcpHeader.ACK) && !peer.known) {
            peer.begin(tcp.ack() - 1);
        }
    }

    private void begin(int first) {
        if (!known || base != first) {
            known = true;
            base = first;
            highest = 0;
        }
    }

    /// The relative number of a segment that was sent.
    long sent(int number) {
        long relative = told(number);
        highest = Math.max(highest, relative);
        return relative;
    }

    /// The relative number that the peer speaks of.
    long told(int number) {
        long near = (highest & -WRAP) | (number - base) & 0xffff_ffffL;
        if (near - highest > HALF) {
            return near - WRAP;
        }
        return highest - near > HALF ? near + WRAP : near;
    }

    /// Shift of this direction's windows that its SYN offered, or [TcpHeader#ABSENT].
    int scale() {
        return scale;
    }

    /// Counts a segment that was sent again.
    ///
    /// @return how often in a row the segment with that number
    int repeated(int number) {
        repeats = repeats > 0 && repeatedSeq == number ? repeats + 1 : 1;
        repeatedSeq = number;
        return repeats;
    }
}
