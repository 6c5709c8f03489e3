package dev.faultline.engine.capture.file;

import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// Finds out what an input is by its first bytes.
final class CaptureOpening {
    private static final int HEAD = 1 << 16;
    private static final ValueLayout.OfInt MAGIC = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final Limits limits;
    private final byte[] head = new byte[HEAD];
    private int length;
    private boolean whole;

    /// @param name of the input, for messages
    CaptureOpening(String name, Limits limits) {
        this.name = name;
        this.limits = limits;
    }

    /// A regular file.
    ///
    /// @param stream reads `channel`
    RecordSource file(FileChannel channel, InputStream stream) throws IOException {
        FileInput plain = new FileInput(channel);
        readHead(plain, HEAD);
        Compression compression = Compression.of(head, length);
        if (compression == null) {
            return source(plain);
        }
        channel.position(0);
        CountingStream stored = new CountingStream(stream);
        return compressed(compression, stored, stored, channel.size(), false);
    }

    /// Anything else: what comes is handed out at once, so no more is read here than the least that is needed.
    RecordSource stream(InputStream stream) throws IOException {
        CountingStream stored = new CountingStream(stream);
        StreamInput plain = new StreamInput(stored, stored, -1, true, "");
        readHead(plain, PcapFormat.HEADER);
        Compression compression = Compression.of(head, length);
        if (compression == null) {
            return source(plain);
        }
        PushbackInputStream again = new PushbackInputStream(stored, length);
        again.unread(head, 0, length);
        return compressed(compression, again, stored, -1, true);
    }

    private RecordSource compressed(
            Compression compression, InputStream stream, CountingStream stored, long size, boolean live)
            throws IOException {
        StreamInput input;
        try {
            input = new StreamInput(compression.open(stream), stored, size, live, compression.label());
            length = 0;
            readHead(input, live ? PcapFormat.HEADER : HEAD);
        } catch (IOException | LinkageError | RuntimeException e) {
            if (stored.hasFailed()) {
                throw e;
            }
            throw unreadable("damaged.compression.start", e, compression.label());
        }
        return source(input);
    }

    private void readHead(ByteInput input, int least) throws IOException {
        while (length < least) {
            int count;
            try {
                count = input.read(ByteBuffer.wrap(head, length, HEAD - length));
            } catch (DamagedCompressionException e) {
                if (length == 0) {
                    throw e;
                }
                return; // the same failure comes again when more is read
            }
            if (count < 0) {
                whole = true;
                return;
            }
            length += count;
        }
    }

    private RecordSource source(ByteInput input) throws IOException {
        MemorySegment start = MemorySegment.ofArray(head);
        Tally tally = new Tally();
        int magic = length < 4 ? 0 : start.get(MAGIC, 0);
        if (PcapFormat.matches(magic)) {
            return pcap(input, start, tally);
        }
        if (magic == PcapngBlocks.SECTION && (length < PcapngFormat.FRAME || PcapngBlocks.orderOf(start, 0) != null)) {
            return pcapng(input, start, tally);
        }
        if (ErfFormat.matches(start, length, whole)) {
            return new RecordSource(input, new ErfFormat(tally, limits), tally, head, length, 0);
        }
        throw length == 0
                ? unreadable("empty", null)
                : unreadable(ForeignFormat.of(head, length).key(), null);
    }

    private RecordSource pcap(ByteInput input, MemorySegment start, Tally tally) throws IOException {
        requireHeader(PcapFormat.HEADER);
        PcapFormat format = new PcapFormat(start, tally, limits);
        if (format.majorVersion() < 2) {
            throw unreadable("unknown.version", null, "pcap", format.majorVersion());
        }
        readHead(input, format.headerLength());
        requireHeader(format.headerLength());
        return new RecordSource(input, format, tally, head, length, format.headerLength());
    }

    private RecordSource pcapng(ByteInput input, MemorySegment start, Tally tally) throws IOException {
        requireHeader(PcapFormat.HEADER);
        PcapngFormat format = new PcapngFormat(tally, limits);
        format.order(
                PcapngBlocks.orderOf(start, 0) == ByteOrder.BIG_ENDIAN
                        ? ByteOrder.BIG_ENDIAN
                        : ByteOrder.LITTLE_ENDIAN);
        if (!PcapngBlocks.isKnownVersion(format, start, 0)) {
            throw unreadable("unknown.version", null, "pcapng", PcapngBlocks.version(format, start, 0));
        }
        return new RecordSource(input, format, tally, head, length, 0);
    }

    private void requireHeader(int least) throws UnreadableCaptureException {
        if (length < least) {
            throw unreadable("cut.header", null, length);
        }
    }

    private UnreadableCaptureException unreadable(String key, @Nullable Throwable cause, Object... arguments) {
        UnreadableCaptureException e = new UnreadableCaptureException(name, 0, Texts.text(key, arguments));
        if (cause != null) {
            e.initCause(cause);
        }
        return e;
    }
}
