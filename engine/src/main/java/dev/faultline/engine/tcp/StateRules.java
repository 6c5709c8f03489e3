package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;

/// In which state of RFC 9293 an end is, as far as its connection shows it.
final class StateRules {
    private StateRules() {}

    static TcpState state(TcpConnection connection, TcpEnd end) {
        TcpEnd peer = connection.peer(end);
        Phase phase = connection.phase();
        if (phase == Phase.RESET) {
            return TcpState.CLOSED;
        }
        if (end.packets() == 0) {
            return TcpState.UNKNOWN;
        }
        if (phase == Phase.SYN_SENT || phase == Phase.SYN_RECEIVED) {
            return opening(connection.isClient(end), peer);
        }
        if (end.isFinSent()) {
            return closing(end, peer);
        }
        return hasFinOf(end, peer) ? TcpState.CLOSE_WAIT : TcpState.ESTABLISHED;
    }

    private static TcpState opening(boolean client, TcpEnd peer) {
        if (!client) {
            return TcpState.SYN_RECEIVED;
        }
        return peer.isSynSent() ? TcpState.ESTABLISHED : TcpState.SYN_SENT;
    }

    private static TcpState closing(TcpEnd end, TcpEnd peer) {
        boolean acknowledged = hasFinOf(peer, end);
        if (!peer.isFinSent()) {
            return acknowledged ? TcpState.FIN_WAIT_2 : TcpState.FIN_WAIT_1;
        }
        boolean first = end.finTime() <= peer.finTime();
        if (acknowledged) {
            return first ? TcpState.TIME_WAIT : TcpState.CLOSED;
        }
        return first ? TcpState.CLOSING : TcpState.LAST_ACK;
    }

    /// Whether `end` has acknowledged the FIN of `sender`.
    static boolean hasFinOf(TcpEnd end, TcpEnd sender) {
        return sender.isFinSent() && end.isAckKnown() && SequenceNumber.after(end.lastAck(), sender.finSeq());
    }
}
