package dev.faultline.engine.l7.http2;

import dev.faultline.engine.l7.http2.HeaderTable.Header;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Decodes the compressed headers of one direction (RFC 7541). Values that are not wanted are passed over, and
/// never become text.
final class HeaderDecoder {
    private static final int LONGEST_VALUE = 200;
    private static final int LARGEST_TABLE = 1 << 16;
    private static final int MOST_NUMBER = 1 << 24;
    private static final int INDEXED = 0x80;
    private static final int ADDED = 0x40;
    private static final int RESIZED = 0x20;

    private final HuffmanCode huffman;
    private final HeaderTable table = new HeaderTable();
    private final byte[] text = new byte[LONGEST_VALUE];
    private MemorySegment bytes = MemorySegment.NULL;
    private long at;
    private long end;
    private boolean bad;
    private int length;

    HeaderDecoder(HuffmanCode huffman) {
        this.huffman = huffman;
    }

    /// Reads a block of headers.
    ///
    /// @return whether it is one; if not, later ones cannot be read either
    boolean read(MemorySegment block, long from, int size, HeaderListener listener) {
        bytes = block;
        at = from;
        end = from + size;
        bad = false;
        while (at < end && !bad) {
            field(listener);
        }
        bytes = MemorySegment.NULL;
        return !bad;
    }

    private void field(HeaderListener listener) {
        int first = bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
        if (first >= INDEXED) {
            Header header = entry(number(7));
            if (header != null) {
                tell(header, listener);
            }
        } else if (first >= ADDED) {
            Header header = literal(6);
            if (header != null) {
                table.add(header);
                tell(header, listener);
            }
        } else if (first >= RESIZED) {
            int limit = number(5);
            bad |= limit > LARGEST_TABLE;
            if (!bad) {
                table.limit(limit);
            }
        } else {
            Header header = literal(4);
            if (header != null) {
                tell(header, listener);
            }
        }
    }

    private static void tell(Header header, HeaderListener listener) {
        String name = header.name();
        String value = header.value();
        if (name != null && value != null) {
            listener.onHeader(name, value);
        }
    }

    private @Nullable Header entry(int index) {
        Header header = bad ? null : table.get(index);
        bad |= header == null;
        return header;
    }

    private @Nullable Header literal(int prefix) {
        int index = number(prefix);
        String name;
        int nameLength;
        if (index > 0) {
            Header known = entry(index);
            if (known == null) {
                return null;
            }
            name = known.name();
            nameLength = known.nameLength();
        } else {
            string();
            nameLength = length;
            name = name();
        }
        string();
        return bad ? null : new Header(name, name == null ? null : value(name), nameLength, length);
    }

    private @Nullable String name() {
        if (bad || length > HeaderNames.LONGEST) {
            return null;
        }
        String name = new String(text, 0, length, StandardCharsets.ISO_8859_1);
        return HeaderNames.isWanted(name) ? name : null;
    }

    private String value(String name) {
        int shown = Math.min(length, text.length);
        if (name.equals(HeaderNames.PATH)) {
            for (int i = 0; i < shown; i++) {
                if (text[i] == '?' || text[i] == '#') {
                    shown = i;
                }
            }
        }
        return new String(text, 0, shown, StandardCharsets.ISO_8859_1);
    }

    /// Reads a string (section 5.2): its beginning into [#text], its size into [#length].
    private void string() {
        if (bad || at >= end) {
            bad = true;
            return;
        }
        boolean coded = bytes.get(ValueLayout.JAVA_BYTE, at) < 0;
        int size = number(7);
        if (bad || size > end - at) {
            bad = true;
            return;
        }
        if (coded) {
            length = huffman.decode(bytes, at, size, text);
            bad |= length < 0;
        } else {
            length = size;
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, text, 0, Math.min(size, text.length));
        }
        at += size;
    }

    /// Reads a number that begins in the last `prefix` bits of an octet (section 5.1).
    private int number(int prefix) {
        int most = (1 << prefix) - 1;
        int number = bytes.get(ValueLayout.JAVA_BYTE, at++) & most;
        if (number < most) {
            return number;
        }
        for (int shift = 0; at < end && shift < 28; shift += 7) {
            int octet = bytes.get(ValueLayout.JAVA_BYTE, at++) & 0xff;
            number += (octet & 0x7f) << shift;
            if (number < 0 || number > MOST_NUMBER) {
                break;
            }
            if (octet < 0x80) {
                return number;
            }
        }
        bad = true;
        return 0;
    }
}
