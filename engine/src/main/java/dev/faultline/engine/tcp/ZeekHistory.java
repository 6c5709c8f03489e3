package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;

import dev.faultline.engine.packet.TcpHeader;

/// A conversation in Zeek's words: `conn_state`, and `history`, one letter for each thing that happened first,
/// upper case for the originator.
final class ZeekHistory {
    private static final String LETTERS = "SHADFRTWG";
    private static final int KINDS = LETTERS.length();
    private static final int RESPONDER = 16;
    private static final int BITS = 5;
    private static final int CODES_IN_LONG = 64 / BITS;

    private int seen;
    private int count;
    private long firstCodes;
    private long laterCodes;
    private boolean reset;
    private boolean resetByOriginator;

    /// @param byOriginator whether the originator sent the segment
    /// @param flags of [AnalysisFlags]
    void add(TcpHeader tcp, boolean byOriginator, int flags) {
        if (tcp.has(SYN)) {
            add(tcp.has(ACK) ? 'H' : 'S', byOriginator);
        }
        if ((flags & AnalysisFlags.ACK_LOST_SEGMENT) != 0) {
            add('G', !byOriginator);
        }
        if ((flags & AnalysisFlags.ZERO_WINDOW) != 0) {
            add('W', byOriginator);
        }
        if (tcp.payloadLength() > 0) {
            add(isRepeat(flags) ? 'T' : 'D', byOriginator);
        } else if (tcp.has(ACK) && !tcp.hasAny(SYN | FIN | RST)) {
            add('A', byOriginator);
        }
        if (tcp.has(FIN)) {
            add('F', byOriginator);
        }
        if (tcp.has(RST)) {
            add('R', byOriginator);
            resetByOriginator = reset ? resetByOriginator : byOriginator;
            reset = true;
        }
    }

    private static boolean isRepeat(int flags) {
        return (flags
                        & (AnalysisFlags.RETRANSMISSION
                                | AnalysisFlags.FAST_RETRANSMISSION
                                | AnalysisFlags.SPURIOUS_RETRANSMISSION))
                != 0;
    }

    private void add(char letter, boolean byOriginator) {
        int code = LETTERS.indexOf(letter) + (byOriginator ? 0 : RESPONDER);
        if ((seen & 1 << code) != 0) {
            return;
        }
        seen |= 1 << code;
        if (count < CODES_IN_LONG) {
            firstCodes |= (long) code << BITS * count;
        } else {
            laterCodes |= (long) code << BITS * (count - CODES_IN_LONG);
        }
        count++;
    }

    private boolean has(char letter, boolean originator) {
        return (seen & 1 << LETTERS.indexOf(letter) + (originator ? 0 : RESPONDER)) != 0;
    }

    private boolean isActive(boolean originator) {
        return (seen >>> (originator ? 0 : RESPONDER) & (1 << KINDS) - 1) != 0;
    }

    /// `ShADadFf` and the like.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            long codes = i < CODES_IN_LONG ? firstCodes : laterCodes;
            int code = (int) (codes >>> BITS * (i % CODES_IN_LONG)) & (1 << BITS) - 1;
            char letter = LETTERS.charAt(code % RESPONDER);
            text.append(code < RESPONDER ? letter : Character.toLowerCase(letter));
        }
        return text.toString();
    }

    /// Zeek's `conn_state`.
    String state() {
        boolean syn = has('S', true);
        boolean answered = has('H', false);
        boolean established = syn && answered;
        if (reset) {
            return resetState(syn, answered);
        }
        if (has('F', true) && has('F', false)) {
            return "SF";
        }
        if (has('F', true)) {
            return established ? "S2" : syn && !isActive(false) ? "SH" : "OTH";
        }
        if (has('F', false)) {
            return established ? "S3" : answered && !isActive(true) ? "SHR" : "OTH";
        }
        if (syn && !isActive(false)) {
            return "S0";
        }
        return established ? "S1" : "OTH";
    }

    private String resetState(boolean syn, boolean answered) {
        if (!resetByOriginator) {
            if (syn && !answered) {
                return "REJ";
            }
            return answered && !isActive(true) ? "RSTRH" : "RSTR";
        }
        if (isActive(false)) {
            return "RSTO";
        }
        return syn ? "RSTOS0" : "OTH";
    }
}
