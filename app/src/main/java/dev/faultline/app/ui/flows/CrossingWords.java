package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Crossings;

/// Says what became of a packet between the vantage points of its flow.
final class CrossingWords {
    private CrossingWords() {}

    /// `lost between eth0 and cni0`; empty for a packet that went its way.
    static String of(LadderPicture picture, int packet) {
        Crossings crossings = picture.crossings();
        if (crossings.isLost(packet)) {
            return between("flow.lostBetween", picture, crossings.lastSeen(packet), crossings.next(packet));
        }
        if (crossings.isBorn(packet)) {
            return between("flow.bornBetween", picture, crossings.before(packet), crossings.firstSeen(packet));
        }
        return "";
    }

    private static String between(String key, LadderPicture picture, int from, int to) {
        return Messages.text(
                key,
                picture.flow().lanes().get(from).name(),
                picture.flow().lanes().get(to).name());
    }
}
