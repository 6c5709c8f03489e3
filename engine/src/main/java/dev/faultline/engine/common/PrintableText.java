package dev.faultline.engine.common;

/// Text that came with packets or from another machine, made fit to be shown: in a terminal, some characters
/// would move the cursor, colour, or type; in a window, some turn the rest of a line around.
public final class PrintableText {
    private PrintableText() {}

    /// `text` with control characters, line separators and characters that change the direction of writing as
    /// `\x1b` or `\u202e`; the same where it has none.
    public static String of(String text) {
        int clean = 0;
        while (clean < text.length() && !isUnfit(text.charAt(clean))) {
            clean++;
        }
        return clean == text.length() ? text : escaped(text, clean);
    }

    private static String escaped(String text, int clean) {
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnfit(c)) {
                escaped.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isUnfit(char c) {
        return Character.isISOControl(c) || c >= '\u2028' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
    }
}
