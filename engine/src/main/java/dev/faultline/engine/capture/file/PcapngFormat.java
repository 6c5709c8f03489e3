package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/// The pcapng format (draft-ietf-opsawg-pcapng): sections of blocks.
///
/// What makes a file damaged, and which blocks count as frames, is as in Wireshark 4.0, so that frame numbers
/// agree: custom, systemd journal and sysdig event blocks are frames without a packet.
final class PcapngFormat extends RecordFormat {
    /// Type, length, and the length again at the end.
    static final int FRAME = 12;
    /// Wireshark takes no longer block.
    private static final long LARGEST_BLOCK = 134_348_832;
    /// What of a section header must be there to know its byte order and version.
    private static final int SECTION_START = 16;

    private static final int PACKET_HEADER = 28;
    private static final int SIMPLE_PACKET_HEADER = 12;

    private final PcapngBlocks blocks;
    private final PcapngOptions options = new PcapngOptions(this);
    private long lastTime;
    private long skip;
    private int closingLength;

    PcapngFormat(Tally tally, Limits limits) {
        super(tally, limits);
        blocks = new PcapngBlocks(this);
    }

    @Override
    String name() {
        return "pcapng";
    }

    @Override
    Map<IpAddress, List<String>> names() {
        return blocks.names();
    }

    @Override
    boolean isStateless() {
        return false;
    }

    @Override
    boolean isMidRecord() {
        return closingLength != 0;
    }

    @Override
    boolean enter(long position) {
        PcapngSection section = blocks.enter(position);
        if (section != null) {
            order(section.order());
            skip = 0;
            closingLength = 0;
        }
        return section != null;
    }

    @Override
    int parse(PacketBatch batch, int from, int to, long base) {
        MemorySegment memory = batch.memory();
        int at = from;
        while (!batch.isFull()) {
            at = skipRest(memory, at, to, base);
            if (closingLength != 0) {
                return at;
            }
            if (to - at < FRAME) {
                return incomplete(at, FRAME);
            }
            int type = int32(memory, at);
            if (type == PcapngBlocks.SECTION && to - at < SECTION_START) {
                return incomplete(at, SECTION_START);
            }
            if (type == PcapngBlocks.SECTION && !takeOrder(memory, at, base)) {
                return at;
            }
            long total = Integer.toUnsignedLong(int32(memory, at + 4)) + 3 & ~3L;
            if (!isPossibleLength(total, type)) {
                tally.truncated(base + at, "damaged.block.length", total);
                return at;
            }
            if (total > limits.blockBytes()) {
                beginSkip(type, (int) total);
                continue;
            }
            if (to - at < total) {
                return incomplete(at, total);
            }
            int end = at + (int) total - 4;
            if (!isClosed(memory, at, end, base, (int) total) || !take(batch, type, at, end, base)) {
                return at;
            }
            at = end + 4;
        }
        return at;
    }

    private boolean isPossibleLength(long total, int type) {
        long largest = PcapngBlocks.isKnown(type) ? limits.blockBytes() : LARGEST_BLOCK;
        return total >= FRAME && total <= largest;
    }

    private void beginSkip(int type, int total) {
        blocks.pass(type);
        skip = total - 4L;
        closingLength = total;
    }

    private boolean takeOrder(MemorySegment memory, int at, long base) {
        ByteOrder order = PcapngBlocks.orderOf(memory, at);
        if (order == null) {
            tally.truncated(base + at, "damaged.section");
            return false;
        }
        order(order);
        return true;
    }

    /// Goes over what is left of a block that is too large to hold and of no interest.
    private int skipRest(MemorySegment memory, int at, int to, long base) {
        if (closingLength == 0) {
            return at;
        }
        int count = (int) Math.min(skip, to - at);
        skip -= count;
        int here = at + count;
        if (to - here < 4) {
            return incomplete(here, 4);
        }
        if (isClosed(memory, here, here, base, closingLength)) {
            closingLength = 0;
            return here + 4;
        }
        return here;
    }

    /// A block ends with the length that it begins with.
    private boolean isClosed(MemorySegment memory, int at, int end, long base, int total) {
        int second = int32(memory, end) + 3 & ~3;
        if (second == total) {
            return true;
        }
        tally.truncated(base + at, "damaged.block.lengths", total, Integer.toUnsignedString(second));
        return false;
    }

    /// Takes a whole block of which the last four bytes are at `end`; false when it is damaged.
    private boolean take(PacketBatch batch, int type, int at, int end, long base) {
        return switch (type) {
            case PcapngBlocks.PACKET, PcapngBlocks.OLD_PACKET -> packet(batch, type, at, end, base);
            case PcapngBlocks.SIMPLE_PACKET -> simplePacket(batch, at, end, base);
            default -> blocks.take(batch.memory(), type, at, end, base);
        };
    }

    private boolean packet(PacketBatch batch, int type, int at, int end, long base) {
        MemorySegment memory = batch.memory();
        if (end - at < PACKET_HEADER) {
            return damaged(base + at, "damaged.block.length", end + 4 - at);
        }
        boolean old = type == PcapngBlocks.OLD_PACKET;
        int index = old ? uint16(memory, at + 8) : int32(memory, at + 8);
        PcapngInterface source = blocks.interfaceAt(index);
        if (source == null) {
            return damaged(base + at, "damaged.interface", Integer.toUnsignedString(index), blocks.interfaceCount());
        }
        int captured = int32(memory, at + 20);
        int room = end - at - PACKET_HEADER;
        if (!isPossible(captured, room, source.largestPacket)) {
            return damaged(base + at, "damaged.packet.room", Integer.toUnsignedString(captured), room);
        }
        int padded = captured + 3 & ~3;
        if (padded < room && !takeOptions(memory, at + PACKET_HEADER + padded, end, source)) {
            return damaged(base + at, "damaged.options");
        }
        int drops = old ? uint16(memory, at + 10) : 0xffff;
        if (drops != 0xffff) {
            blocks.drops(source, drops);
        }
        long units = (long) int32(memory, at + 12) << 32 | Integer.toUnsignedLong(int32(memory, at + 16));
        lastTime = source.nanos(units);
        add(batch, source, at, PACKET_HEADER, captured, int32(memory, at + 24), base);
        return true;
    }

    private boolean simplePacket(PacketBatch batch, int at, int end, long base) {
        PcapngInterface source = blocks.interfaceAt(0);
        if (source == null) {
            return damaged(base + at, "damaged.interface", 0, 0);
        }
        int room = end - at - SIMPLE_PACKET_HEADER;
        if (room < 0) {
            return damaged(base + at, "damaged.block.length", end + 4 - at);
        }
        int length = int32(batch.memory(), at + 8);
        int captured = source.snapLength == 0 || Integer.compareUnsigned(length, source.snapLength) <= 0
                ? length
                : source.snapLength;
        if (!isPossible(captured, room, source.largestPacket)) {
            return damaged(base + at, "damaged.packet.room", Integer.toUnsignedString(captured), room);
        }
        tally.warn("odd.no.time");
        add(batch, source, at, SIMPLE_PACKET_HEADER, captured, length, base);
        return true;
    }

    private static boolean isPossible(int captured, int room, int largest) {
        return captured >= 0 && captured <= largest && (captured + 3 & ~3) <= room;
    }

    private void add(
            PacketBatch batch, PcapngInterface source, int at, int header, int captured, int length, long base) {
        int wire = length < 0 ? Integer.MAX_VALUE : length;
        tally.frames++;
        batch.add(tally.frames, at + header, captured, wire, lastTime, source.id, source.linkType, base + at);
        count(captured, wire);
    }

    /// Options of a packet: of interest is only what tells of losses, but a wrong length means damage.
    private boolean takeOptions(MemorySegment memory, int from, int to, PcapngInterface source) {
        options.over(memory, from, to);
        while (options.next()) {
            int length = options.length();
            switch (options.code()) {
                case 2, 6 -> options.require(length == 4);
                case 4 -> {
                    options.require(length == 8);
                    if (length == 8) {
                        blocks.drops(source, options.int64());
                    }
                }
                case 5 -> options.require(length == 8);
                case 7 -> options.require(length >= 1 && (length == 9 || !hasFixedVerdict()));
                default -> {}
            }
        }
        return !options.isDamaged();
    }

    /// Verdicts of Linux TC and XDP are numbers of 64 bits.
    private boolean hasFixedVerdict() {
        return options.uint8(0) == 1 || options.uint8(0) == 2;
    }

    private boolean damaged(long position, String key, Object... arguments) {
        tally.truncated(position, key, arguments);
        return false;
    }
}
