package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import java.util.Locale;

/// Says what the colours of a ladder mean, as far as there is room.
final class Legend {
    private static final Tone[] TONES = {
        Tone.HANDSHAKE, Tone.DATA, Tone.ACK, Tone.WINDOW, Tone.RETRANSMISSION, Tone.FIN, Tone.RST, Tone.ICMP, Tone.PROBE
    };
    private static final double ARROW = 22;
    private static final double GAP = 16;

    /// Room of the signs behind the arrows.
    private static final double SIGNS = 260;

    private Legend() {}

    static void paint(Drawing on, double width, double top) {
        on.fillRect(0, top, width, LadderPainter.LEGEND, 0, Ink.BG);
        LadderPainter.rule(on, top + 0.5, width);
        double middle = top + LadderPainter.LEGEND / 2 + 0.5;
        double x = 16;
        for (Tone tone : TONES) {
            String word = Messages.text("flow.tone." + tone.name().toLowerCase(Locale.ROOT));
            double next = x + ARROW + 6 + on.width(word, Face.UI) + GAP;
            if (next > width - SIGNS) {
                break;
            }
            Signs.arrow(on, x, middle, x + ARROW, middle, tone);
            on.text(word, x + ARROW + 6, middle + 4, Face.UI, Ink.MUTED, Anchor.START);
            x = next;
        }
        Signs.measured(on, x + 5, middle, Ink.MUTED, Ink.BG);
        x = sign(on, x, middle, "flow.measured");
        Signs.cross(on, x + 5, middle);
        x = sign(on, x, middle, "flow.lost");
        Signs.diamond(on, x + 5, middle, Ink.RST);
        sign(on, x, middle, "flow.born");
    }

    /// Says what a sign means.
    ///
    /// @return where the next one stands
    private static double sign(Drawing on, double x, double middle, String key) {
        String word = Messages.text(key);
        on.text(word, x + 15, middle + 4, Face.UI, Ink.MUTED, Anchor.START);
        return x + 15 + on.width(word, Face.UI) + GAP;
    }
}
