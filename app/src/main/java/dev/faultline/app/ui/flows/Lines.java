package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Face;
import java.util.ArrayList;
import java.util.List;

/// Fits texts into their room.
final class Lines {
    private static final String MORE = "\u2026";

    private Lines() {}

    /// The text in lines no longer than `room`; the last one ends in … when there would be more than `most`.
    static List<String> wrap(Drawing on, String text, Face face, double room, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || on.width(longer, face) <= room) {
                line.setLength(0);
                line.append(longer);
            } else {
                lines.add(cut(on, line.toString(), face, room));
                line.setLength(0);
                line.append(word);
            }
        }
        lines.add(cut(on, line.toString(), face, room));
        if (lines.size() <= most) {
            return lines;
        }
        List<String> fewer = new ArrayList<>(lines.subList(0, most - 1));
        fewer.add(cut(on, lines.get(most - 1) + MORE, face, room));
        return fewer;
    }

    /// The text, cut with … at its end when it is longer than `room`.
    static String cut(Drawing on, String text, Face face, double room) {
        if (on.width(text, face) <= room) {
            return text;
        }
        int fits = 0;
        int tooLong = text.length();
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) >>> 1;
            if (on.width(text.substring(0, middle) + MORE, face) <= room) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return fits == 0 ? MORE : text.substring(0, fits) + MORE;
    }

    /// The text, cut with … at its beginning: for names that differ at their end, as those of nodes do.
    static String cutFront(Drawing on, String text, Face face, double room) {
        if (on.width(text, face) <= room) {
            return text;
        }
        int from = 1;
        while (from < text.length() && on.width(MORE + text.substring(from), face) > room) {
            from++;
        }
        return MORE + text.substring(from);
    }
}
