package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/// A file format: finds the packets in raw bytes, in place.
abstract class RecordFormat {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    final Tally tally;
    final Limits limits;
    private boolean bigEndian;
    private long needed;

    RecordFormat(Tally tally, Limits limits) {
        this.tally = tally;
        this.limits = limits;
    }

    /// Its name as users know it.
    abstract String name();

    /// Adds the packets of the whole records in `[from, to)` of the batch's memory until the batch is full.
    ///
    /// A record that makes no sense is told to the tally as a truncation, and nothing more will be asked.
    ///
    /// @param base position in the source of the memory's first byte
    /// @return where the first record begins that was not consumed; [#needed()] then tells its size
    abstract int parse(PacketBatch batch, int from, int to, long base);

    /// Names of addresses that the file brought along until now.
    Map<IpAddress, List<String>> names() {
        return Map.of();
    }

    /// Whether any record makes sense without those before it.
    boolean isStateless() {
        return true;
    }

    /// Whether the last record was consumed in part only, so that an end here is a cut.
    boolean isMidRecord() {
        return false;
    }

    /// Prepares for a jump to the record at `position`; false when it lies in nothing that was read.
    boolean enter(long position) {
        return true;
    }

    /// Bytes that the record at which [#parse] stopped needs, as far as is known; more than are there.
    final long needed() {
        return needed;
    }

    /// Stops at a record of which bytes are missing.
    final int incomplete(int at, long bytes) {
        needed = bytes;
        return at;
    }

    final void order(ByteOrder order) {
        bigEndian = order == ByteOrder.BIG_ENDIAN;
    }

    final ByteOrder order() {
        return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    final int int32(MemorySegment memory, long at) {
        int value = memory.get(INT, at);
        return bigEndian ? Integer.reverseBytes(value) : value;
    }

    final long int64(MemorySegment memory, long at) {
        long value = memory.get(LONG, at);
        return bigEndian ? Long.reverseBytes(value) : value;
    }

    final int uint8(MemorySegment memory, long at) {
        return memory.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    final int uint16(MemorySegment memory, long at) {
        short value = memory.get(SHORT, at);
        return (bigEndian ? Short.reverseBytes(value) : value) & 0xffff;
    }

    /// Counts a packet that was captured with fewer bytes than it had.
    final void count(int captured, int length) {
        tally.packets++;
        tally.bytes += captured;
        if (captured < length) {
            tally.cutPackets++;
        }
    }

    /// The largest captured length that makes sense: Wireshark's own bound (`wtap_max_snaplen_for_encap`), as a
    /// larger one means a damaged file. Links that carry larger units are bound by the limits alone.
    final int largestPacket(int linkType) {
        return switch (linkType) {
            case LinkTypes.DBUS,
                    LinkTypes.USB_LINUX,
                    LinkTypes.USB_LINUX_MMAPPED,
                    LinkTypes.USBPCAP,
                    LinkTypes.EBHSCR -> limits.packetBytes();
            default -> Math.min(limits.packetBytes(), 1 << 18);
        };
    }
}
