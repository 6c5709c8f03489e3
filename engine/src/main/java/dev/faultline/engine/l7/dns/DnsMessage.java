package dev.faultline.engine.l7.dns;

import dev.faultline.engine.common.PrintableText;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Header and question of a DNS message (RFC 1035, section 4.1). Flyweight.
public final class DnsMessage {
    static final int HEADER = 12;
    static final int NO_ERROR = 0;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_LABEL = 63;
    private static final int RESPONSE = 1 << 15;
    private static final int OPCODE = 0xf << 11;
    private static final int TRUNCATED = 1 << 9;
    private static final int RECURSION_DESIRED = 1 << 8;
    private static final int RESERVED = 1 << 6;
    private static final int MOST_RECORDS = 2000;
    private static final int ANY_CLASS = 255;

    private int id;
    private int flags;
    private int answers;
    private int authorities;
    private int type;
    private int nameLength;
    private int questionEnd;
    private boolean question;
    private final byte[] name = new byte[LONGEST_NAME];

    /// Takes in bytes if they are a standard query, or the response to one.
    ///
    /// @param captured bytes at `at`
    /// @param length of the message, captured or not
    /// @return whether they are
    boolean read(MemorySegment bytes, long at, int captured, int length) {
        if (captured < HEADER || length > 1 << 16) {
            return false;
        }
        id = number(bytes, at);
        flags = number(bytes, at + 2);
        int questions = number(bytes, at + 4);
        answers = number(bytes, at + 6);
        authorities = number(bytes, at + 8);
        int additional = number(bytes, at + 10);
        if ((flags & (OPCODE | RESERVED)) != 0 || answers + authorities + additional > MOST_RECORDS) {
            return false;
        }
        boolean plainQuery = (flags & 0xf) == 0 && answers == 0 && authorities == 0 && additional <= 2;
        if (!isResponse() && (!plainQuery || questions != 1)) {
            return false;
        }
        question = questions == 1;
        if (questions == 0) {
            nameLength = 0;
            questionEnd = HEADER;
            return answers == 0 && rcode() != NO_ERROR;
        }
        return question && readQuestion(bytes, at, captured, length, additional);
    }

    private boolean readQuestion(MemorySegment bytes, long at, int captured, int length, int additional) {
        int end = readName(bytes, at, captured);
        if (end < 0 || end + 4 > captured) {
            return false;
        }
        questionEnd = end + 4;
        type = number(bytes, at + end);
        int netClass = number(bytes, at + end + 2);
        boolean known = netClass >= 1 && netClass <= 4 || netClass == ANY_CLASS || netClass == ANY_CLASS - 1;
        boolean bare = answers + authorities + additional == 0;
        return known && type != 0 && (!bare || end + 4 == length || isResponse());
    }

    /// @return where the name ends, or a negative number where it is none
    private int readName(MemorySegment bytes, long at, int captured) {
        int from = HEADER;
        nameLength = 0;
        while (from < captured) {
            int label = octet(bytes, at + from);
            if (label == 0) {
                return from + 1;
            }
            boolean fits =
                    label <= LONGEST_LABEL && from + 1 + label <= captured && nameLength + label + 1 < LONGEST_NAME;
            if (!fits) {
                return -1;
            }
            if (nameLength > 0) {
                name[nameLength++] = '.';
            }
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at + from + 1, name, nameLength, label);
            nameLength += label;
            from += 1 + label;
        }
        return -1;
    }

    private static int octet(MemorySegment bytes, long at) {
        return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    private static int number(MemorySegment bytes, long at) {
        return octet(bytes, at) << 8 | octet(bytes, at + 1);
    }

    // ------------------------------------------------------------------------------------------------- facts

    int id() {
        return id;
    }

    boolean isResponse() {
        return (flags & RESPONSE) != 0;
    }

    boolean isTruncated() {
        return (flags & TRUNCATED) != 0;
    }

    boolean isRecursionDesired() {
        return (flags & RECURSION_DESIRED) != 0;
    }

    int rcode() {
        return flags & 0xf;
    }

    int answers() {
        return answers;
    }

    /// Whether it says what was asked.
    boolean hasQuestion() {
        return question;
    }

    /// Where the records begin, counted from the beginning of the message.
    int questionEnd() {
        return questionEnd;
    }

    int type() {
        return type;
    }

    /// The name asked for, fit to be shown, in lower case, without the last dot; `.` for the root.
    String name() {
        return nameLength == 0
                ? "."
                : PrintableText.of(
                        new String(name, 0, nameLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
    }
}
