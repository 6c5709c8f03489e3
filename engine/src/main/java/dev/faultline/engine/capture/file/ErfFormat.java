package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.lang.foreign.MemorySegment;

/// The extensible record format of Endace's capture cards ("ERF types", Endace EDM11-01). The file has no
/// header: only records that follow each other sensibly tell it.
///
/// Ethernet, HDLC and raw IP records become packets of their link types; of any other the whole record becomes
/// one of `LINKTYPE_ERF`.
final class ErfFormat extends RecordFormat {
    private static final int HEADER = 16;
    private static final int RECORDS_TO_TRY = 20;
    private static final int LARGEST_TYPE = 48;
    private static final int PAD = 48;
    private static final int WEEK_SECONDS = 7 * 24 * 3600;

    /// Interface ids by link type, for those of [#interfaceId].
    private final int[] interfaceIds = {-1, -1, -1, -1};

    ErfFormat(Tally tally, Limits limits) {
        super(tally, limits);
    }

    /// Whether the beginning of a file looks like records of this format.
    ///
    /// @param whole whether `length` bytes are all that there is
    static boolean matches(MemorySegment head, int length, boolean whole) {
        RecordFormat reader = new ErfFormat(new Tally(), Limits.DEFAULT);
        int at = 0;
        int records = 0;
        long before = 0;
        while (records < RECORDS_TO_TRY && length - at >= HEADER) {
            int type = reader.uint8(head, at + 8) & 0x7f;
            int recordLength = bigEndian16(reader, head, at + 10);
            long time = reader.int64(head, at);
            boolean ordered = records == 0 || isSoonAfter(before, time);
            if (type == 0 || type > LARGEST_TYPE || recordLength < HEADER || !ordered) {
                return false;
            }
            at += recordLength;
            before = time;
            records++;
        }
        return records > 1 || (records == 1 && whole && at == length);
    }

    /// Within a week, or at most a second back.
    private static boolean isSoonAfter(long before, long time) {
        long seconds = (time >>> 32) - (before >>> 32);
        return seconds >= -1 && seconds <= WEEK_SECONDS;
    }

    private static int bigEndian16(RecordFormat reader, MemorySegment memory, long at) {
        return reader.uint8(memory, at) << 8 | reader.uint8(memory, at + 1);
    }

    @Override
    String name() {
        return "erf";
    }

    @Override
    int parse(PacketBatch batch, int from, int to, long base) {
        MemorySegment memory = batch.memory();
        int at = from;
        while (!batch.isFull()) {
            if (to - at < HEADER) {
                return incomplete(at, HEADER);
            }
            int recordLength = bigEndian16(this, memory, at + 10);
            if (recordLength < HEADER) {
                tally.truncated(base + at, "damaged.record.length", recordLength);
                return at;
            }
            if (to - at < recordLength) {
                return incomplete(at, recordLength);
            }
            if ((uint8(memory, at + 8) & 0x7f) != PAD) {
                add(batch, at, recordLength, base);
            }
            at += recordLength;
        }
        return at;
    }

    private void add(PacketBatch batch, int at, int recordLength, long base) {
        MemorySegment memory = batch.memory();
        int linkType = linkType(uint8(memory, at + 8) & 0x7f);
        int header = linkType == LinkTypes.ERF ? 0 : headerLength(memory, at, recordLength, linkType);
        int present = recordLength - header;
        int length = linkType == LinkTypes.ERF ? present : bigEndian16(this, memory, at + 14);
        long time = int64(memory, at);
        long nanos = (time >>> 32) * 1_000_000_000 + ((time & 0xffff_ffffL) * 1_000_000_000 >>> 32);
        int captured = Math.min(present, length);
        batch.add(++tally.frames, at + header, captured, length, nanos, interfaceId(linkType), linkType, base + at);
        count(captured, length);
    }

    private static int linkType(int type) {
        return switch (type) {
            case 1, 10, 15, 17 -> LinkTypes.C_HDLC;
            case 2, 11, 16, 20 -> LinkTypes.ETHERNET;
            case 22, 23 -> LinkTypes.RAW;
            default -> LinkTypes.ERF;
        };
    }

    /// Extension headers go on while their first bit is set; two bytes more come before an Ethernet frame.
    private int headerLength(MemorySegment memory, int at, int recordLength, int linkType) {
        int length = HEADER;
        boolean more = (uint8(memory, at + 8) & 0x80) != 0;
        while (more && length + 8 <= recordLength) {
            more = (uint8(memory, at + length) & 0x80) != 0;
            length += 8;
        }
        return Math.min(recordLength, linkType == LinkTypes.ETHERNET ? length + 2 : length);
    }

    private int interfaceId(int linkType) {
        int slot = switch (linkType) {
            case LinkTypes.ETHERNET -> 0;
            case LinkTypes.C_HDLC -> 1;
            case LinkTypes.RAW -> 2;
            default -> 3;
        };
        if (interfaceIds[slot] < 0) {
            interfaceIds[slot] = tally.interfaces().size();
            tally.interfaces().add(new CaptureInterface(interfaceIds[slot], "", "", linkType, 0));
        }
        return interfaceIds[slot];
    }
}
