package dev.faultline.app.export;

import dev.faultline.engine.finding.Severity;

/// What the place that a table is written to can show.
///
/// @param width columns; 0 for no limit
/// @param colour whether it understands ANSI escape sequences
/// @param unicode whether it shows more than ASCII
public record TableStyle(int width, boolean colour, boolean unicode) {
    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";

    /// A file or a pipe.
    public static final TableStyle PLAIN = new TableStyle(0, false, true);

    /// `text` as it can be shown.
    String text(String text) {
        return unicode ? text : ascii(text);
    }

    /// `text` in ASCII, as near as that comes.
    public static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> ascii.append(ascii(c)));
        return ascii.toString();
    }

    private static String ascii(int c) {
        if (c < 0x80) {
            return Character.toString(c);
        }
        return switch (c) {
            case '→' -> "->";
            case '└' -> "`-";
            case '×' -> "x";
            case '·' -> "-";
            case '…' -> "...";
            case '–' -> "-";
            case 'µ' -> "u";
            case '“', '”' -> "\"";
            case '’', '‘' -> "'";
            case '\u2009', '\u00a0', '\u202f' -> " ";
            default -> "?";
        };
    }

    String severity(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> escape("\u001b[1;31m", text);
            case WARNING -> escape("\u001b[33m", text);
            case NOTICE -> escape("\u001b[34m", text);
            case INFO -> dim(text);
        };
    }

    String bold(String text) {
        return escape(BOLD, text);
    }

    String dim(String text) {
        return escape(DIM, text);
    }

    private String escape(String sequence, String text) {
        return colour ? sequence + text + RESET : text;
    }
}
