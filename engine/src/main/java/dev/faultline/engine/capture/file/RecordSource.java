package dev.faultline.engine.capture.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads large pieces of a source into a batch's memory and lets the format find the packets there. What is
/// left of a piece, mostly the beginning of a record, goes before the next piece.
final class RecordSource implements CaptureSource {
    /// The least that is worth a read call; a batch with less room is handed out.
    private static final int LEAST_READ = 1 << 12;

    private final ByteInput input;
    private final RecordFormat format;
    private final Tally tally;
    private byte[] rest;
    private int restLength;
    /// Position in the source of the first byte of `rest`.
    private long base;
    /// How far all has been read, without jumps.
    private long read;

    private boolean jumped;
    /// Bytes that fill a batch's index, where that is full before its memory is.
    private int target = Integer.MAX_VALUE;
    private boolean ended;
    /// What reading failed with after packets that had to be handed out first.
    private @Nullable IOException failure;

    private volatile CaptureStatistics statistics;

    /// @param head bytes already read of the input
    /// @param headLength how many of them count
    /// @param consumed how many of those are a file header that the format knows
    RecordSource(ByteInput input, RecordFormat format, Tally tally, byte[] head, int headLength, int consumed) {
        this.input = input;
        this.format = format;
        this.tally = tally;
        rest = head;
        restLength = headLength - consumed;
        System.arraycopy(rest, consumed, rest, 0, restLength);
        base = consumed;
        read = consumed;
        statistics = tally.statistics(input);
    }

    @Override
    public boolean read(PacketBatch batch) throws IOException {
        batch.clear();
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return false;
        }
        batch.ensureBytes(restLength, 0);
        MemorySegment.copy(rest, 0, batch.memory(), JAVA_BYTE, 0, restLength);
        try {
            fill(batch);
        } finally {
            statistics = tally.statistics(input);
        }
        return batch.size() > 0;
    }

    /// Goes to the record at `position`, where that can be done with no reading on the way.
    boolean jump(long position) throws IOException {
        boolean known = position <= read || format.isStateless();
        boolean busy = !jumped && format.isMidRecord();
        if (!known || busy || !(input instanceof FileInput file) || !format.enter(position)) {
            return false;
        }
        file.position(position);
        jumped = position != read;
        base = position;
        restLength = 0;
        target = Integer.MAX_VALUE;
        ended = false;
        return true;
    }

    /// Goes back from a jump to where reading forward had come to; false when `position` lies behind that and
    /// can only be reached from the beginning.
    boolean resume(long position) throws IOException {
        return position >= read && (!jumped || jump(read));
    }

    private void fill(PacketBatch batch) throws IOException {
        int from = 0;
        int to = restLength;
        while (true) {
            from = format.parse(batch, from, to, base);
            if (tally.isTruncated()) {
                ended = true;
                break;
            }
            if (batch.isFull()) {
                target = Math.max(LEAST_READ, from);
                break;
            }
            if (batch.size() == 0) {
                moveToFront(batch, from, to);
                to -= from;
                from = 0;
                batch.ensureBytes(format.needed(), to);
            }
            int count = readMore(batch, from, to);
            if (count < 0) {
                end(from, to);
            }
            if (count <= 0) {
                break;
            }
            to += count;
        }
        keep(batch, from, to);
    }

    /// Reads behind `to`.
    ///
    /// @return bytes read, 0 when the batch should be handed out first, or -1 at the end
    private int readMore(PacketBatch batch, int from, int to) throws IOException {
        long room = batch.memory().byteSize() - to;
        long wanted = Math.min(room, Math.max(LEAST_READ, target - (long) to));
        try {
            if (batch.size() > 0 && isEnough(batch, from, to)) {
                return 0;
            }
            return input.read(batch.memory().asSlice(to, wanted).asByteBuffer());
        } catch (DamagedCompressionException e) {
            tally.truncated(base + to, "damaged.compression", input.compression(), input.consumed());
            return -1;
        } catch (IOException e) {
            if (batch.size() == 0) {
                throw e;
            }
            failure = e;
            return 0;
        }
    }

    private boolean isEnough(PacketBatch batch, int from, int to) throws IOException {
        if (to >= target) {
            target = (int) Math.min(2L * target, Integer.MAX_VALUE);
            return true;
        }
        long size = batch.memory().byteSize();
        return size - to < LEAST_READ || from + format.needed() > size || !input.ready();
    }

    private void moveToFront(PacketBatch batch, int from, int to) {
        MemorySegment.copy(batch.memory(), from, batch.memory(), 0, to - from);
        base += from;
    }

    private void end(int from, int to) {
        ended = true;
        if (from < to || format.isMidRecord()) {
            tally.truncated(base + from, "cut.record", to - from, format.needed());
        }
    }

    private void keep(PacketBatch batch, int from, int to) {
        restLength = ended ? 0 : to - from;
        if (rest.length < restLength) {
            rest = new byte[restLength];
        }
        MemorySegment.copy(batch.memory(), JAVA_BYTE, from, rest, 0, restLength);
        base += from;
        if (!jumped) {
            read = base;
        }
    }

    @Override
    public String format() {
        return format.name();
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return Collections.unmodifiableList(tally.interfaces());
    }

    @Override
    public Map<IpAddress, List<String>> names() {
        return format.names();
    }

    @Override
    public CaptureStatistics statistics() {
        return statistics;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
