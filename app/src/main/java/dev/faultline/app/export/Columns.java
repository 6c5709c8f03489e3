package dev.faultline.app.export;

import java.util.ArrayList;
import java.util.List;

/// Widths of the columns of a table in characters.
final class Columns {
    private final int[] widths;
    private final int total;

    private Columns(int[] widths, int total) {
        this.widths = widths;
        this.total = total;
    }

    /// Widths that fit the longest cell of each column.
    ///
    /// @param gap characters between columns
    static Columns of(int gap, List<List<String>> columns) {
        int[] widths = columns.stream()
                .mapToInt(
                        cells -> cells.stream().mapToInt(Columns::length).max().orElse(0))
                .toArray();
        int total = (columns.size() - 1) * gap;
        for (int width : widths) {
            total += width;
        }
        return new Columns(widths, total);
    }

    /// Whether all columns together fit.
    ///
    /// @param room characters in a line; 0 for no limit
    boolean fit(int room) {
        return room == 0 || total <= room;
    }

    int width(int column) {
        return widths[column];
    }

    /// `text` as wide as the column.
    String pad(int column, String text) {
        return text + " ".repeat(widths[column] - length(text));
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
