package dev.faultline.app.export;

import java.util.ArrayList;
import java.util.List;

/// Widths of the columns of a table in characters.
final class Columns {
    private static final int NARROWEST = 12;

    private final int[] widths;

    private Columns(int[] widths) {
        this.widths = widths;
    }

    /// Widths that fit the longest cell of each column; where that is wider than `room`, one column gives way.
    ///
    /// @param room characters in a line; 0 for no limit
    /// @param gap characters between columns
    /// @param flexible index of the column that gives way
    static Columns fit(int room, int gap, List<List<String>> columns, int flexible) {
        int[] widths = columns.stream()
                .mapToInt(
                        cells -> cells.stream().mapToInt(Columns::length).max().orElse(0))
                .toArray();
        int total = (columns.size() - 1) * gap;
        for (int width : widths) {
            total += width;
        }
        if (room > 0 && total > room) {
            widths[flexible] = Math.max(Math.min(NARROWEST, widths[flexible]), widths[flexible] - (total - room));
        }
        return new Columns(widths);
    }

    int width(int column) {
        return widths[column];
    }

    /// `text` as wide as the column: filled with spaces, or cut with three dots.
    String pad(int column, String text) {
        int length = length(text);
        int width = widths[column];
        if (length > width) {
            return text.substring(0, text.offsetByCodePoints(0, width - 3)) + "...";
        }
        return text + " ".repeat(width - length);
    }

    /// Breaks `text` at spaces into lines of at most `room` characters; a longer word has a line for itself.
    static List<String> wrap(String text, int room) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (length(rest) > room) {
            int limit = rest.offsetByCodePoints(0, room);
            int space = rest.lastIndexOf(' ', limit);
            if (space <= 0) {
                space = rest.indexOf(' ', limit);
            }
            if (space < 0) {
                break;
            }
            lines.add(rest.substring(0, space));
            rest = rest.substring(space + 1);
        }
        lines.add(rest);
        return lines;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
