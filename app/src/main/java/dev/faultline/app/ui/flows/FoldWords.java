package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.LadderRow;
import dev.faultline.app.ui.text.Figures;

/// Says what is folded into a row.
final class FoldWords {
    private FoldWords() {}

    static String of(LadderRow.Fold fold) {
        return switch (fold.sort()) {
            case KEEP_ALIVE -> Messages.text("flow.foldedKeepAlives", Figures.count(fold.packets()));
            case DUPLICATE_ACK -> Messages.text("flow.foldedDuplicateAcks", Figures.count(fold.packets()));
            case TRANSFER -> transfer(fold);
        };
    }

    private static String transfer(LadderRow.Fold fold) {
        if (fold.bytes() == 0) {
            return Messages.text("flow.foldedAcks", Figures.count(fold.packets()));
        }
        String key = fold.toServer() > 0 && fold.toClient() > 0
                ? "flow.foldedBoth"
                : fold.toServer() > 0 ? "flow.foldedToServer" : "flow.foldedToClient";
        return Messages.text(key, Figures.count((long) fold.toServer() + fold.toClient()), Figures.bytes(fold.bytes()));
    }
}
