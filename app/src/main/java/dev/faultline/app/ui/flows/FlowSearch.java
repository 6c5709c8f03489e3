package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import java.util.Locale;

/// Looks for packets by the words of their labels, or by the number of their frame.
final class FlowSearch {
    private FlowSearch() {}

    /// The next packet with these words, or -1.
    ///
    /// @param words in small letters
    /// @param from packet after which (or before which) to begin
    /// @param direction 1 or -1
    static int find(ShownFlow shown, String words, int from, int direction) {
        Conversation flow = shown.flow();
        PacketWords labels = new PacketWords(flow, shown.names());
        int size = flow.size();
        int packet = from;
        for (int i = 0; i < size; i++) {
            packet = Math.floorMod(packet + direction, size);
            boolean frame = words.equals(Long.toString(flow.frame(packet)));
            if (frame || plain(labels.line(packet)).contains(plain(words))) {
                return packet;
            }
        }
        return -1;
    }

    /// Without the thin spaces in figures, and with one space between words.
    private static String plain(String text) {
        return text.toLowerCase(Locale.ENGLISH).replace("\u202f", "").replaceAll(" +", " ");
    }
}
