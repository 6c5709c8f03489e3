package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Ink;

/// What sort of packet an arrow stands for, and so how it looks.
enum Tone {
    HANDSHAKE(Ink.HANDSHAKE, 1.6, Dash.SOLID),
    DATA(Ink.DATA, 1.6, Dash.SOLID),
    ACK(Ink.ACK, 1.6, Dash.SOLID),
    FIN(Ink.FIN, 1.6, Dash.SOLID),
    RST(Ink.RST, 2.2, Dash.SOLID),
    RETRANSMISSION(Ink.RETRANSMISSION, 1.6, Dash.SOLID),
    WINDOW(Ink.WINDOW, 1.6, Dash.SOLID),
    PROBE(Ink.ACK, 1.6, Dash.DASHED),
    COPY(Ink.ACK, 1.2, Dash.DOTTED),
    ICMP(Ink.ICMP, 1.6, Dash.DOTTED);

    private final Ink ink;
    private final double width;
    private final Dash dash;

    Tone(Ink ink, double width, Dash dash) {
        this.ink = ink;
        this.width = width;
        this.dash = dash;
    }

    Ink ink() {
        return ink;
    }

    double width() {
        return width;
    }

    Dash dash() {
        return dash;
    }
}
