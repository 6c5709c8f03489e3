package dev.faultline.engine.l7.redis;

import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.StreamReader;
import java.lang.foreign.MemorySegment;

/// Reads values of RESP. Arrays are not built up: it is enough to count how many values are still to come.
final class RespReader implements StreamReader {
    /// Bytes of a string that are seen at once.
    static final int KEPT = 24;

    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_VALUES = 1 << 20;
    private static final long LONGEST_STRING = 512L << 20;
    private static final String TYPES = "+-:$*_#,(!=%~>|";

    private final RespListener listener;
    private final boolean inline;
    private final byte[] kept = new byte[KEPT];
    private State state = State.TYPE;
    private char type;
    private char first;
    private long pending;
    private int index;
    private int have;
    private long lineLength;
    private boolean cr;
    private long length;
    private long remaining;
    private long offset;
    private long begun;
    private boolean lost;

    private enum State {
        TYPE,
        LINE,
        BODY,
        BODY_END
    }

    /// @param inline whether lines without a type may come: commands that people type
    RespReader(RespListener listener, boolean inline) {
        this.listener = listener;
        this.inline = inline;
    }

    @Override
    public void read(MemorySegment bytes, long at, int available) {
        if (lost && !resumes(bytes, at)) {
            offset += available;
            return;
        }
        int done = 0;
        while (done < available && !listener.isDone()) {
            if (state == State.BODY && have == KEPT && remaining > 0) {
                int n = (int) Math.min(remaining, available - done);
                remaining -= n;
                done += n;
                offset += n;
                state = remaining == 0 ? State.BODY_END : state;
            } else if (step(Octets.u8(bytes, at + done))) {
                done++;
                offset++;
            } else {
                listener.malformed(offset);
                return;
            }
        }
    }

    /// After a gap, a packet that begins like a value is taken for the beginning of one.
    private boolean resumes(MemorySegment bytes, long at) {
        lost = TYPES.indexOf(Octets.u8(bytes, at)) < 0;
        return !lost;
    }

    private boolean step(int octet) {
        return switch (state) {
            case TYPE -> type((char) octet);
            case LINE -> line(octet);
            case BODY -> body(octet);
            case BODY_END -> bodyEnd(octet);
        };
    }

    private boolean type(char octet) {
        boolean known = TYPES.indexOf(octet) >= 0;
        if (!known && !(inline && pending == 0 && octet > ' ' && octet < 127)) {
            return inline && pending == 0 && (octet == '\r' || octet == '\n');
        }
        type = known ? octet : ' ';
        if (pending == 0) {
            pending = 1;
            index = 0;
            begun = offset;
            first = type;
            listener.begins(type);
        }
        have = 0;
        lineLength = 0;
        cr = false;
        state = State.LINE;
        return true;
    }

    private boolean line(int octet) {
        if (octet == '\n' && (cr || type == ' ')) {
            return lineEnds();
        }
        cr = octet == '\r';
        lineLength++;
        if (!cr && have < KEPT) {
            kept[have++] = (byte) octet;
        }
        return lineLength <= LONGEST_LINE;
    }

    private boolean lineEnds() {
        state = State.TYPE;
        cr = false;
        switch (type) {
            case '$', '=', '!' -> {
                return stringBegins();
            }
            case '*', '~', '>', '%', '|' -> {
                return arrayBegins();
            }
            case '-' -> {
                listener.error(word());
                valueEnds();
            }
            default -> valueEnds();
        }
        return true;
    }

    private boolean stringBegins() {
        length = number();
        if (length < -1 || length > LONGEST_STRING) {
            return false;
        }
        if (length == -1) {
            valueEnds();
            return true;
        }
        remaining = length;
        have = 0;
        state = length == 0 ? State.BODY_END : State.BODY;
        if (length == 0) {
            listener.bulk(index, MemorySegment.ofArray(kept), 0, 0, 0);
        }
        return true;
    }

    private boolean arrayBegins() {
        long count = number();
        if (count < -1 || count > MOST_VALUES) {
            return false;
        }
        boolean pairs = type == '%' || type == '|';
        pending += Math.max(0, count) * (pairs ? 2 : 1) + (type == '|' ? 1 : 0);
        valueEnds();
        return pending <= 2L * MOST_VALUES;
    }

    private boolean body(int octet) {
        kept[have++] = (byte) octet;
        remaining--;
        if (remaining == 0 || have == KEPT) {
            if (type == '!') {
                listener.error(word());
            } else {
                listener.bulk(index, MemorySegment.ofArray(kept), 0, have, length);
            }
            state = remaining == 0 ? State.BODY_END : State.BODY;
        }
        return true;
    }

    private boolean bodyEnd(int octet) {
        if (!cr) {
            cr = octet == '\r';
            return cr;
        }
        cr = false;
        state = State.TYPE;
        if (octet != '\n') {
            return false;
        }
        valueEnds();
        return true;
    }

    private void valueEnds() {
        index++;
        pending--;
        cr = false;
        if (pending == 0) {
            listener.ends(first);
        }
    }

    private long number() {
        boolean negative = have > 0 && kept[0] == '-';
        long number = 0;
        if (have == 0 || have > 12) {
            return Long.MIN_VALUE;
        }
        for (int i = negative ? 1 : 0; i < have; i++) {
            if (kept[i] < '0' || kept[i] > '9') {
                return Long.MIN_VALUE;
            }
            number = 10 * number + kept[i] - '0';
        }
        return negative ? -number : number;
    }

    private String word() {
        return Octets.word(MemorySegment.ofArray(kept), 0, have);
    }

    @Override
    public boolean skip(int bytes) {
        offset += bytes;
        if (state == State.BODY && have == KEPT && remaining > bytes) {
            remaining -= bytes;
            return true;
        }
        lost = true;
        state = State.TYPE;
        pending = 0;
        return false;
    }

    @Override
    public boolean isIncomplete() {
        return !lost && pending > 0;
    }

    @Override
    public boolean isLost() {
        return lost;
    }

    @Override
    public long received() {
        return offset - begun;
    }

    @Override
    public long expected() {
        return -1;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public void release() {}
}
