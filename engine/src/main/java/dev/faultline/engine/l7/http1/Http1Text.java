package dev.faultline.engine.l7.http1;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Looks at the lines of HTTP/1.x as bytes.
final class Http1Text {
    static final int NOTHING = -1;
    private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_METHOD = 20;
    private static final int LONGEST_PATH = 200;
    private static final int LONGEST_NUMBER = 18;

    private Http1Text() {}

    /// Whether bytes begin like a status line, as far as they go.
    static boolean beginsStatus(MemorySegment bytes, long at, int length) {
        for (int i = 0; i < Math.min(length, VERSION.length); i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, at + i) != VERSION[i]) {
                return false;
            }
        }
        return true;
    }

    /// Whether bytes hold a whole request line, or one that goes on beyond them but has method and target.
    static boolean beginsRequest(MemorySegment bytes, long at, int length) {
        int space = 0;
        while (space < length && space <= LONGEST_METHOD && isUpper(bytes.get(ValueLayout.JAVA_BYTE, at + space))) {
            space++;
        }
        if (space < 3 || space + 1 >= length || bytes.get(ValueLayout.JAVA_BYTE, at + space) != ' ') {
            return false;
        }
        int end = space + 1;
        while (end < length && bytes.get(ValueLayout.JAVA_BYTE, at + end) != '\n') {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, at + end);
            if (b >= 0 && b < ' ' && b != '\r') {
                return false;
            }
            end++;
        }
        if (end == length) {
            return end - space > LONGEST_PATH;
        }
        byte[] line = bytes.asSlice(at, end).toArray(ValueLayout.JAVA_BYTE);
        int size = line[end - 1] == '\r' ? end - 1 : end;
        return targetEnd(line, size) != NOTHING;
    }

    private static boolean isUpper(byte b) {
        return b >= 'A' && b <= 'Z' || b == '-';
    }

    /// Where the target of a request line ends, or [#NOTHING] where it is none of HTTP/1.x.
    static int targetEnd(byte[] line, int length) {
        int version = length - VERSION.length - 1;
        int method = methodEnd(line, length);
        if (method == NOTHING || version < method + 3 || line[version - 1] != ' ') {
            return NOTHING;
        }
        for (int i = 0; i < VERSION.length; i++) {
            if (line[version + i] != VERSION[i]) {
                return NOTHING;
            }
        }
        byte minor = line[length - 1];
        return minor == '0' || minor == '1' ? version - 1 : NOTHING;
    }

    /// Where the method ends, or [#NOTHING].
    static int methodEnd(byte[] line, int length) {
        int end = 0;
        while (end < length && end <= LONGEST_METHOD && isUpper(line[end])) {
            end++;
        }
        return end > 0 && end < length && line[end] == ' ' ? end : NOTHING;
    }

    /// The status of a status line (RFC 9112, section 4), or [#NOTHING].
    static int status(byte[] line, int length) {
        if (length < VERSION.length + 5 || line[VERSION.length + 1] != ' ') {
            return NOTHING;
        }
        for (int i = 0; i < VERSION.length; i++) {
            if (line[i] != VERSION[i]) {
                return NOTHING;
            }
        }
        int at = VERSION.length + 2;
        int status = 0;
        for (int i = at; i < at + 3; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return NOTHING;
            }
            status = 10 * status + line[i] - '0';
        }
        boolean ends = length == at + 3 || line[at + 3] == ' ';
        return ends && status >= 100 ? status : NOTHING;
    }

    /// The target without scheme-less query and fragment.
    static String path(byte[] line, int from, int to) {
        int end = from;
        while (end < to && line[end] != '?' && line[end] != '#' && end - from < LONGEST_PATH) {
            end++;
        }
        return new String(line, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /// Where the name of a header ends, or [#NOTHING] where there is no colon.
    static int colon(byte[] line, int length) {
        for (int i = 0; i < length; i++) {
            if (line[i] == ':') {
                return i;
            }
        }
        return NOTHING;
    }

    /// Whether bytes are `word`, which is in lower case, in any case.
    static boolean is(byte[] line, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            byte b = line[from + i];
            int lower = b >= 'A' && b <= 'Z' ? b + ' ' : b;
            if (lower != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether bytes hold `word`, which is in lower case, in any case.
    static boolean holds(byte[] line, int from, int to, String word) {
        for (int i = from; i + word.length() <= to; i++) {
            if (is(line, i, i + word.length(), word)) {
                return true;
            }
        }
        return false;
    }

    /// A decimal number with spaces around it, or [#NOTHING].
    static long decimal(byte[] line, int from, int to) {
        int at = from;
        int end = to;
        while (at < end && isSpace(line[at])) {
            at++;
        }
        while (end > at && isSpace(line[end - 1])) {
            end--;
        }
        return number(line, at, end, 10);
    }

    /// The size of a chunk (RFC 9112, section 7.1), which an extension may follow, or [#NOTHING].
    static long chunkSize(byte[] line, int length) {
        int end = 0;
        while (end < length && line[end] != ';' && !isSpace(line[end])) {
            end++;
        }
        return number(line, 0, end, 16);
    }

    private static long number(byte[] line, int from, int to, int radix) {
        if (from == to || to - from > LONGEST_NUMBER) {
            return NOTHING;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = line[i] < 0 ? -1 : Character.digit(line[i], radix);
            if (digit < 0 || number > Long.MAX_VALUE / radix - radix) {
                return NOTHING;
            }
            number = number * radix + digit;
        }
        return number;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }
}
