package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.LadderRow;
import dev.faultline.app.ui.text.Figures;

/// A row of a ladder in words, for those who cannot see the drawing and for the list.
final class PacketSentence {
    private PacketSentence() {}

    /// Frame, time, sender and label of a packet, with the states of both ends after it.
    static String of(LadderPicture picture, int packet) {
        String crossing = CrossingWords.of(picture, packet);
        String line = picture.words().line(packet);
        return Messages.text(
                "flow.sentence",
                Figures.count(picture.flow().frame(packet)),
                TimeWords.of(picture.flow(), packet, picture.times(), picture.zone()),
                picture.words().sender(packet),
                crossing.isEmpty() ? line : line + "  " + crossing,
                picture.flow().clientState(packet),
                picture.flow().serverState(packet));
    }

    static String ofRow(LadderPicture picture, int row) {
        return switch (picture.rows().get(row)) {
            case LadderRow.OnePacket(int packet) -> of(picture, packet);
            case LadderRow.Fold fold -> FoldWords.of(fold);
            case LadderRow.Idle(int before, long nanos) -> Messages.text("flow.idle", Figures.measured(nanos));
            case LadderRow.LeftOut(long count) -> Messages.text("flow.leftOut", Figures.count(count));
            case LadderRow.CaptureEnd(long nanos) -> Messages.text("flow.captureEndsLater", Figures.measured(nanos));
        };
    }
}
