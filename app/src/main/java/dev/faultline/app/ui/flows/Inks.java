package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.engine.tcp.TcpState;

/// Which ink a severity or a state has.
final class Inks {
    private Inks() {}

    static Ink of(SeverityMark severity) {
        return switch (severity) {
            case ERROR -> Ink.ERROR;
            case WARNING -> Ink.WARNING;
            case NOTICE -> Ink.NOTICE;
            case INFO -> Ink.INFO;
        };
    }

    static Ink tint(SeverityMark severity) {
        return switch (severity) {
            case ERROR -> Ink.ERROR_TINT;
            case WARNING -> Ink.WARNING_TINT;
            case NOTICE -> Ink.NOTICE_TINT;
            case INFO -> Ink.HOVER;
        };
    }

    /// @param reset whether a reset closed the connection
    static Ink of(TcpState state, boolean reset) {
        return switch (state) {
            case UNKNOWN -> Ink.BORDER;
            case SYN_SENT, SYN_RECEIVED -> Ink.WINDOW;
            case ESTABLISHED -> Ink.HANDSHAKE;
            case FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> Ink.FIN;
            case CLOSED -> reset ? Ink.RST : Ink.ACK;
        };
    }
}
