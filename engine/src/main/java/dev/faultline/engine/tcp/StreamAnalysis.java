package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;

/// What Wireshark and Zeek know of a conversation. Kept only for those who ask for it.
final class StreamAnalysis {
    // Bits of tcp.completeness.
    private static final int COMPLETE_SYN = 1;
    private static final int COMPLETE_SYN_ACK = 2;
    private static final int COMPLETE_ACK = 4;
    private static final int COMPLETE_DATA = 8;
    private static final int COMPLETE_FIN = 16;
    private static final int COMPLETE_RST = 32;

    /// Zeek's view.
    final ZeekHistory history = new ZeekHistory();
    /// Time between a SYN and the first ACK without SYN, nanoseconds; 0 is unset.
    long initialRtt;

    private final AnalysisSide sideA = new AnalysisSide();
    private final AnalysisSide sideB = new AnalysisSide();
    private long synTime;
    private boolean begun;
    private int firstBits;
    private int completeness;

    AnalysisSide side(boolean a) {
        return a ? sideA : sideB;
    }

    /// Takes in what is learnt of any segment, also of one that an ICMP error quotes.
    ///
    /// @param tcpFlags flags of the segment
    /// @param length bytes of its payload; 0 where that is not known
    void seen(int tcpFlags, int length, long time) {
        int bits = completes(tcpFlags, length);
        if (begun) {
            completeness |= firstBits | bits & ~COMPLETE_SYN;
        } else {
            begun = true;
            firstBits = bits;
            completeness = (bits & COMPLETE_SYN) != 0 ? bits : 0;
        }
        if ((tcpFlags & (SYN | ACK)) == SYN) {
            synTime = time;
        } else if ((tcpFlags & (SYN | ACK)) == ACK && initialRtt == 0 && synTime != 0) {
            initialRtt = time - synTime;
        }
    }

    private static int completes(int tcpFlags, int length) {
        int bits = switch (tcpFlags & (SYN | ACK)) {
            case SYN -> length > 0 ? COMPLETE_SYN | COMPLETE_DATA : COMPLETE_SYN;
            case SYN | ACK -> COMPLETE_SYN_ACK;
            case ACK -> length > 0 ? COMPLETE_DATA : COMPLETE_ACK;
            default -> 0;
        };
        bits |= (tcpFlags & (FIN | ACK)) == (FIN | ACK) ? COMPLETE_FIN : 0;
        return bits | ((tcpFlags & RST) != 0 ? COMPLETE_RST : 0);
    }

    /// Wireshark's `tcp.completeness`, as `tshark -2` shows it: SYN counts on the first segment alone, and
    /// anything else on that one counts when another one comes.
    int completeness() {
        return completeness;
    }
}
