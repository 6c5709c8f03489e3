package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The format of libpcap (draft-ietf-opsawg-pcap) and its relatives: one link type, records with a time and two
/// lengths.
final class PcapFormat extends RecordFormat {
    static final int HEADER = 24;

    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;
    private static final int IXIA_NANOSECONDS = 0x1c0001ac;
    private static final int IXIA_MICROSECONDS = 0x1c0001ab;

    private final int magic;
    private final int version;
    private final int snapLength;
    private final int linkType;
    private final int largest;
    private final boolean aix;
    private final int nanosPerUnit;
    private final int padding;
    private @Nullable PcapVariant variant;

    /// @param header the bytes of the file's header, with a magic number that [#matches]
    PcapFormat(MemorySegment header, Tally tally, Limits limits) {
        super(tally, limits);
        order(isMagic(int32(header, 0)) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        magic = int32(header, 0);
        version = uint16(header, 4) << 16 | uint16(header, 6);
        snapLength = int32(header, 16);
        int network = int32(header, 20);
        aix = magic == MICROSECONDS && version == 0x2_0002 && isAixNetwork(network);
        linkType = aix ? aixLinkType(network) : network & 0xffff;
        padding = aix && linkType == LinkTypes.FDDI ? 3 : 0;
        nanosPerUnit = magic == NANOSECONDS || magic == IXIA_NANOSECONDS || aix ? 1 : 1000;
        largest = largestPacket(linkType);
        if (version >>> 16 != 2 || (version & 0xffff) < 4) {
            variant = PcapVariant.STANDARD;
        }
        tally.interfaces().add(new CaptureInterface(0, "", "", linkType, Math.max(0, snapLength)));
    }

    /// Whether a file that begins with these four bytes, read as little-endian, is of this format.
    static boolean matches(int magic) {
        return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
    }

    private static boolean isMagic(int magic) {
        return switch (magic) {
            case MICROSECONDS, NANOSECONDS, MODIFIED, IXIA_NANOSECONDS, IXIA_MICROSECONDS -> true;
            default -> false;
        };
    }

    /// AIX writes version 2.2 and the interface types of RFC 1573: Ethernet, Token Ring, FDDI, loopback.
    private static boolean isAixNetwork(int network) {
        return network == 6 || network == 9 || network == 15 || network == 24;
    }

    private static int aixLinkType(int network) {
        return switch (network) {
            case 6 -> LinkTypes.ETHERNET;
            case 9 -> LinkTypes.TOKEN_RING;
            case 15 -> LinkTypes.FDDI;
            default -> LinkTypes.NULL;
        };
    }

    /// Bytes of the file's header: Ixia adds the size of the rest.
    int headerLength() {
        return magic == IXIA_NANOSECONDS || magic == IXIA_MICROSECONDS ? HEADER + 4 : HEADER;
    }

    int majorVersion() {
        return version >>> 16;
    }

    int snapLength() {
        return snapLength;
    }

    int largest() {
        return largest;
    }

    @Override
    String name() {
        return "pcap";
    }

    @Override
    int parse(PacketBatch batch, int from, int to, long base) {
        MemorySegment memory = batch.memory();
        int header = variant(memory, from, to).header();
        int at = from;
        while (!batch.isFull()) {
            if (to - at < header) {
                return incomplete(at, header);
            }
            int captured = int32(memory, at + 8);
            int length = int32(memory, at + 12);
            if (areSwapped(captured, length)) {
                int swap = captured;
                captured = length;
                length = swap;
            }
            if (Integer.compareUnsigned(captured, largest) > 0 || captured < padding) {
                tally.truncated(base + at, "damaged.packet.length", Integer.toUnsignedString(captured), largest);
                return at;
            }
            if (to - at - header < captured) {
                return incomplete(at, header + (long) captured);
            }
            add(batch, at, header, captured, length, base);
            at += header + captured;
        }
        return at;
    }

    private void add(PacketBatch batch, int at, int header, int captured, int length, long base) {
        MemorySegment memory = batch.memory();
        long time = Integer.toUnsignedLong(int32(memory, at)) * 1_000_000_000
                + Integer.toUnsignedLong(int32(memory, at + 4)) * nanosPerUnit;
        int present = captured - padding;
        int wire = length < 0 ? Integer.MAX_VALUE : Math.max(0, length - padding);
        batch.add(++tally.frames, at + header + padding, present, wire, time, 0, linkType, base + at);
        count(present, wire);
    }

    /// Before version 2.3 the lengths came in the other order, and some programs wrote 2.3 the old way.
    private boolean areSwapped(int captured, int length) {
        return version < 0x2_0003
                || version == 543 << 16
                || (version == 0x2_0003 && Integer.compareUnsigned(captured, length) > 0);
    }

    private PcapVariant variant(MemorySegment memory, int from, int to) {
        PcapVariant known = variant;
        if (known == null) {
            known = magic == MICROSECONDS || magic == MODIFIED
                    ? PcapVariant.guess(this, memory, from, to, magic == MODIFIED)
                    : PcapVariant.STANDARD;
            variant = known;
        }
        return known;
    }
}
