package dev.faultline.app.ui.drawing;

import java.util.Locale;

/// The colours that drawings are made of, by what they mean.
public enum Ink {
    BG,
    CHROME,
    BORDER,
    HAIRLINE,
    FG,
    STRONG,
    MUTED,
    ACCENT,
    SELECTION,
    HOVER,
    ERROR,
    WARNING,
    NOTICE,
    INFO,
    SUCCESS,
    ERROR_TINT,
    WARNING_TINT,
    NOTICE_TINT,
    HANDSHAKE,
    DATA,
    ACK,
    FIN,
    RST,
    RETRANSMISSION,
    WINDOW,
    ICMP;

    /// The style class whose `-fx-fill` is the colour.
    public String styleClass() {
        return "ink-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
