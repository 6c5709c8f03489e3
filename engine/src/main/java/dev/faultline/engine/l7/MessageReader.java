package dev.faultline.engine.l7;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cuts the data of one direction into messages that say how long they are. A message whose beginning lies in
/// one packet is read where it lies; else that beginning is gathered, within [StreamMemory].
///
/// After bytes that were not captured it looks for a header where a packet begins, and believes it when the
/// next one fits too.
public final class MessageReader implements StreamReader {
    private static final int LOST = 0;
    private static final int IN_STEP = 2;
    private static final byte[] NONE = {};

    private final MessageFormat format;
    private final StreamMemory memory;
    private int trust = IN_STEP;
    private byte[] gathered = NONE;
    private int have;
    /// Bytes to gather once the header is there, else 0.
    private int wanted;
    private long length;
    private long remaining;
    private long offset;

    public MessageReader(MessageFormat format, StreamMemory memory) {
        this.format = format;
        this.memory = memory;
    }

    @Override
    public void read(MemorySegment bytes, long at, int available) {
        int done = 0;
        while (done < available && !format.isDone()) {
            int n = remaining > 0
                    ? body(bytes, at + done, (int) Math.min(remaining, available - done))
                    : have > 0
                            ? gather(bytes, at + done, available - done)
                            : direct(bytes, at + done, available - done);
            if (n == 0) {
                offset += available - done;
                return;
            }
            done += n;
            offset += n;
        }
    }

    private int body(MemorySegment bytes, long at, int n) {
        remaining -= n;
        if (trust == IN_STEP) {
            format.body(bytes, at, n);
            if (remaining == 0) {
                format.ends(bytes.get(ValueLayout.JAVA_BYTE, at + n - 1) & 0xff);
            }
        }
        return n;
    }

    private int direct(MemorySegment bytes, long at, int available) {
        if (available < format.header()) {
            return trust == LOST ? 0 : gather(bytes, at, available);
        }
        int before = trust;
        if (!header(bytes, at, available)) {
            return 0;
        }
        int kept = kept(bytes, at);
        if (available >= kept) {
            return begin(bytes, at, kept);
        }
        trust = before;
        return gather(bytes, at, available);
    }

    private int kept(MemorySegment bytes, long at) {
        return (int) Math.min(Math.max(format.header(), format.kept(bytes, at, length)), length);
    }

    /// @return whether the bytes are a header
    private boolean header(MemorySegment bytes, long at, int available) {
        length = format.length(bytes, at);
        if (length >= format.header()) {
            trust = Math.min(trust + 1, IN_STEP);
            return true;
        }
        if (trust == IN_STEP) {
            format.malformed(bytes, at, available, offset);
        }
        trust = LOST;
        return false;
    }

    private int begin(MemorySegment bytes, long at, int kept) {
        remaining = length - kept;
        if (trust == IN_STEP) {
            format.begins(bytes, at, kept, length);
            if (remaining == 0 && !format.isDone()) {
                format.ends(bytes.get(ValueLayout.JAVA_BYTE, at + kept - 1) & 0xff);
            }
        }
        return kept;
    }

    /// How long a header is may change while one is gathered, as the other end says something: what no longer
    /// fits is no header.
    private int gather(MemorySegment bytes, long at, int available) {
        int header = format.header();
        if (wanted == 0 && have > header) {
            trust = LOST;
            drop();
            return 0;
        }
        int until = wanted == 0 ? header : wanted;
        if (!makeRoom(until)) {
            format.exhausted();
            return 0;
        }
        int n = Math.min(until - have, available);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, gathered, have, n);
        have += n;
        if (have == until) {
            gathered();
        }
        return n;
    }

    private void gathered() {
        MemorySegment all = MemorySegment.ofArray(gathered);
        if (wanted == 0) {
            if (!header(all, 0, have)) {
                drop();
                return;
            }
            wanted = kept(all, 0);
        }
        if (wanted == have) {
            begin(all, 0, have);
            drop();
        }
    }

    private boolean makeRoom(int bytes) {
        if (bytes <= gathered.length) {
            return true;
        }
        if (!memory.take(bytes - gathered.length)) {
            return false;
        }
        byte[] larger = new byte[bytes];
        System.arraycopy(gathered, 0, larger, 0, have);
        gathered = larger;
        return true;
    }

    private void drop() {
        memory.give(gathered.length);
        gathered = NONE;
        have = 0;
        wanted = 0;
    }

    @Override
    public boolean skip(int bytes) {
        offset += bytes;
        if (remaining > bytes) {
            remaining -= bytes;
            return true;
        }
        remaining = 0;
        trust = LOST;
        drop();
        return false;
    }

    @Override
    public boolean isIncomplete() {
        return trust == IN_STEP && (have > 0 || remaining > 0);
    }

    /// Whether the messages are followed.
    public boolean isInStep() {
        return trust == IN_STEP;
    }

    @Override
    public boolean isLost() {
        return trust != IN_STEP;
    }

    @Override
    public long received() {
        return remaining > 0 ? length - remaining : have;
    }

    @Override
    public long expected() {
        return remaining > 0 || wanted > 0 ? length : -1;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public void release() {
        drop();
    }
}
