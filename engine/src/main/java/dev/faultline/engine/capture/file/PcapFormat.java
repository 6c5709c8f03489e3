package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// The format of libpcap (draft-ietf-opsawg-pcap): one link type, records with a time and two lengths.
final class PcapFormat extends RecordFormat {
    static final int HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;

    private final int linkType;
    private final int largest;
    private final long fraction;

    /// @param header at least the 24 bytes of the file's header, with a magic number that [#matches]
    PcapFormat(MemorySegment header, Tally tally, Limits limits) {
        super(tally, limits);
        order(isMagic(int32(header, 0)) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        fraction = int32(header, 0) == NANOSECONDS ? 1 : 1000;
        linkType = int32(header, 20) & 0xffff;
        largest = largestPacket(linkType);
        tally.interfaces().add(new CaptureInterface(0, "", "", linkType, int32(header, 16)));
    }

    /// Whether a file that begins with these four bytes, read as little-endian, is of this format.
    static boolean matches(int magic) {
        return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
    }

    private static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    @Override
    String name() {
        return "pcap";
    }

    @Override
    int parse(PacketBatch batch, int from, int to, long base) {
        MemorySegment memory = batch.memory();
        int at = from;
        while (!batch.isFull()) {
            if (to - at < RECORD_HEADER) {
                return incomplete(at, RECORD_HEADER);
            }
            int captured = int32(memory, at + 8);
            int length = int32(memory, at + 12);
            if (Integer.compareUnsigned(captured, largest) > 0) {
                tally.truncated(base + at, "damaged.packet.length", Integer.toUnsignedString(captured), largest);
                return at;
            }
            if (to - at - RECORD_HEADER < captured) {
                return incomplete(at, RECORD_HEADER + (long) captured);
            }
            long seconds = Integer.toUnsignedLong(int32(memory, at));
            long time = seconds * 1_000_000_000 + Integer.toUnsignedLong(int32(memory, at + 4)) * fraction;
            int wire = length < 0 ? Integer.MAX_VALUE : length;
            batch.add(++tally.frames, at + RECORD_HEADER, captured, wire, time, 0, linkType, base + at);
            count(captured, wire);
            at += RECORD_HEADER + captured;
        }
        return at;
    }
}
