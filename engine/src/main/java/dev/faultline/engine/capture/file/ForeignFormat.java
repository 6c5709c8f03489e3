package dev.faultline.engine.capture.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a file seems to be that is no capture, so that its user can be told. The text of each has the key
/// `foreign.` with its name in lower case.
enum ForeignFormat {
    ELF("\u007fELF"),
    WINDOWS_PROGRAM("MZ"),
    ZIP("PK\u0003\u0004"),
    SEVEN_ZIP("7z\u00bc\u00af'\u001c"),
    RAR("Rar!"),
    COMPRESS("\u001f\u009d"),
    PDF("%PDF"),
    PNG("\u0089PNG"),
    SQLITE("SQLite format 3"),
    SNOOP("snoop\0\0\0"),
    NETWORK_MONITOR("GMBU"),
    OLD_NETWORK_MONITOR("RTSS"),
    TAR("ustar", 257),
    MARKUP,
    JSON,
    TCPDUMP_OUTPUT,
    TEXT,
    ZEROS,
    UNKNOWN;

    private static final int LOOKED_AT = 1024;

    /// A character for a byte.
    private final String magic;
    private final int offset;

    ForeignFormat() {
        this("");
    }

    ForeignFormat(String magic) {
        this(magic, 0);
    }

    ForeignFormat(String magic, int offset) {
        this.magic = magic;
        this.offset = offset;
    }

    String key() {
        return "foreign." + name().toLowerCase(Locale.ROOT);
    }

    /// What a file that begins so seems to be.
    static ForeignFormat of(byte[] head, int length) {
        for (ForeignFormat candidate : values()) {
            if (!candidate.magic.isEmpty() && Magic.isAt(candidate.magic, head, candidate.offset, length)) {
                return candidate;
            }
        }
        int looked = Math.min(length, LOOKED_AT);
        return isText(head, looked)
                ? ofText(new String(head, 0, looked, StandardCharsets.UTF_8))
                : ofBytes(head, looked);
    }

    /// Letters in any encoding, but no control characters save for white space.
    private static boolean isText(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            int b = head[i] & 0xff;
            boolean control = b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b;
            if (control || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static ForeignFormat ofText(String text) {
        String start = text.stripLeading();
        if (start.startsWith("<")) {
            return MARKUP;
        }
        if (start.startsWith("{") || start.startsWith("[")) {
            return JSON;
        }
        boolean packets = text.contains(" IP ") || text.contains(" IP6 ") || text.contains(" ARP, ");
        return packets || start.startsWith("tcpdump:") ? TCPDUMP_OUTPUT : TEXT;
    }

    private static ForeignFormat ofBytes(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] != 0) {
                return UNKNOWN;
            }
        }
        return ZEROS;
    }
}
