package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.common.IpAddress;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The blocks of a pcapng file that hold no packet, and what they say of those that do.
final class PcapngBlocks {
    /// The same in both byte orders.
    static final int SECTION = 0x0a0d0d0a;

    static final int INTERFACE = 1;
    static final int OLD_PACKET = 2;
    static final int SIMPLE_PACKET = 3;
    static final int NAMES = 4;
    static final int STATISTICS = 5;
    static final int PACKET = 6;
    private static final int JOURNAL = 9;
    private static final int SECRETS = 10;
    private static final int CUSTOM = 0xbad;
    private static final int CUSTOM_NO_COPY = 0x40000bad;
    private static final int SYSDIG_EVENT = 0x204;
    private static final int SYSDIG_EVENT_V2 = 0x216;
    private static final int SYSDIG_EVENT_V2_LARGE = 0x221;

    private static final int LITTLE = 0x1a2b3c4d;
    private static final int MICROSECONDS = 6;
    private static final int SHORTEST_JOURNAL_ENTRY = 23;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final RecordFormat format;
    private final Tally tally;
    private final PcapngOptions options;
    private final NameBook names;
    private final List<PcapngSection> sections = new ArrayList<>();
    private List<PcapngInterface> interfaces = List.of();

    PcapngBlocks(RecordFormat format) {
        this.format = format;
        tally = format.tally;
        options = new PcapngOptions(format);
        names = new NameBook(format.limits.names());
    }

    /// Whether the content of such blocks matters, so that they must be held in memory.
    static boolean isKnown(int type) {
        return type == SECTION || (type >= INTERFACE && type <= PACKET) || type == JOURNAL;
    }

    /// The byte order that a section header at `at` asks for, or null when it has none.
    static @Nullable ByteOrder orderOf(MemorySegment memory, int at) {
        int magic = memory.get(INT, at + 8);
        if (magic == LITTLE) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        return magic == Integer.reverseBytes(LITTLE) ? ByteOrder.BIG_ENDIAN : null;
    }

    /// Whether this program, like Wireshark, knows the version of a section: 1.0, and 1.2 which is the same.
    static boolean isKnownVersion(RecordFormat format, MemorySegment memory, int at) {
        int minor = format.uint16(memory, at + 14);
        return format.uint16(memory, at + 12) == 1 && (minor == 0 || minor == 2);
    }

    Map<IpAddress, List<String>> names() {
        return names.names();
    }

    /// The interface of that index in the current section, or null.
    @Nullable
    PcapngInterface interfaceAt(int index) {
        return index >= 0 && index < interfaces.size() ? interfaces.get(index) : null;
    }

    int interfaceCount() {
        return interfaces.size();
    }

    /// Goes to the section around `position`, or gives null when that was not read yet.
    @Nullable
    PcapngSection enter(long position) {
        for (PcapngSection section : sections.reversed()) {
            if (section.start() <= position) {
                interfaces = section.interfaces();
                return section;
            }
        }
        return null;
    }

    /// Notes packets that were lost, by the word of a packet.
    void drops(PcapngInterface source, long count) {
        long before = source.droppedByInterface();
        source.addDrops(count);
        tally.droppedByInterface += source.droppedByInterface() - before;
    }

    /// Takes a block; false when it is damaged.
    ///
    /// @param end where the last four bytes begin
    boolean take(MemorySegment memory, int type, int at, int end, long base) {
        return switch (type) {
            case SECTION -> takeSection(memory, at, end, base);
            case INTERFACE -> takeInterface(memory, at, end, base);
            case NAMES -> takeNames(memory, at, end, base);
            case STATISTICS -> takeStatistics(memory, at, end, base);
            case SECRETS -> isLongEnough(at, end, 16, base) && hasSecrets(memory, at, end, base);
            case CUSTOM, CUSTOM_NO_COPY -> takeFrame(at, end, 12, base);
            case SYSDIG_EVENT -> takeFrame(at, end, 32, base);
            case SYSDIG_EVENT_V2, SYSDIG_EVENT_V2_LARGE -> takeFrame(at, end, 36, base);
            case JOURNAL -> takeJournal(memory, at, end, base);
            default -> true;
        };
    }

    private boolean takeSection(MemorySegment memory, int at, int end, long base) {
        if (!isLongEnough(at, end, 24, base)) {
            return false;
        }
        if (!isKnownVersion(format, memory, at)) {
            tally.truncated(base + at, "damaged.section.version", version(format, memory, at));
            return false;
        }
        options.over(memory, at + 24, end);
        if (!areOptionsSound(at, base)) {
            return false;
        }
        PcapngSection section = new PcapngSection(base + at, format.order());
        sections.add(section);
        interfaces = section.interfaces();
        return true;
    }

    /// The version of a section, such as `1.0`.
    static String version(RecordFormat format, MemorySegment memory, int at) {
        return format.uint16(memory, at + 12) + "." + format.uint16(memory, at + 14);
    }

    private boolean takeInterface(MemorySegment memory, int at, int end, long base) {
        if (!isLongEnough(at, end, 16, base)) {
            return false;
        }
        if (tally.interfaces().size() >= format.limits.interfaces()) {
            tally.truncated(base + at, "limit.interfaces", format.limits.interfaces());
            return false;
        }
        String name = "";
        String description = "";
        int resolution = MICROSECONDS;
        long offset = 0;
        options.over(memory, at + 16, end);
        while (options.next()) {
            switch (options.code()) {
                case 2 -> name = options.text();
                case 3 -> description = options.text();
                case 9 -> resolution = options.length() == 1 ? options.uint8(0) : resolution;
                case 11 -> options.require(options.length() >= 1);
                case 14 -> offset = options.length() == 8 ? options.int64() : offset;
                default -> {}
            }
        }
        if (!areOptionsSound(at, base)) {
            return false;
        }
        int id = tally.interfaces().size();
        int linkType = format.uint16(memory, at + 8);
        int snapLength = format.int32(memory, at + 12);
        interfaces.add(
                new PcapngInterface(id, linkType, snapLength, format.largestPacket(linkType), resolution, offset));
        tally.interfaces().add(new CaptureInterface(id, name, description, linkType, Math.max(0, snapLength)));
        return true;
    }

    private boolean takeNames(MemorySegment memory, int at, int end, long base) {
        if (!isLongEnough(at, end, 12, base)) {
            return false;
        }
        int next = at + 8;
        while (next < end) {
            int type = end - next < 4 ? -1 : format.uint16(memory, next);
            int length = end - next < 4 ? 0 : format.uint16(memory, next + 2);
            int data = next + 4;
            next = data + (length + 3 & ~3);
            if (type < 0 || next > end || (type != 0 && !takeName(memory, type, data, length))) {
                tally.truncated(base + at, "damaged.names");
                return false;
            }
            if (type == 0) {
                options.over(memory, data, end);
                return areOptionsSound(at, base);
            }
        }
        return true;
    }

    /// An address and zero-terminated names; records of other kinds are passed over.
    private boolean takeName(MemorySegment memory, int type, int at, int length) {
        if (type != 1 && type != 2) {
            return true;
        }
        int addressLength = type == 1 ? 4 : 16;
        if (length < addressLength) {
            return false;
        }
        IpAddress address = type == 1
                ? IpAddress.v4(bigEndian(memory.get(INT, at)))
                : IpAddress.v6(bigEndian64(memory, at), bigEndian64(memory, at + 8));
        int start = at + addressLength;
        for (int i = start; i < at + length; i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, i) == 0) {
                names.add(address, PcapngOptions.text(memory, start, i - start));
                start = i + 1;
            }
        }
        return start == at + length;
    }

    private static int bigEndian(int littleEndian) {
        return Integer.reverseBytes(littleEndian);
    }

    private static long bigEndian64(MemorySegment memory, int at) {
        return (long) bigEndian(memory.get(INT, at)) << 32 | Integer.toUnsignedLong(bigEndian(memory.get(INT, at + 4)));
    }

    private boolean takeStatistics(MemorySegment memory, int at, int end, long base) {
        if (!isLongEnough(at, end, 20, base)) {
            return false;
        }
        long byInterface = -1;
        long byKernel = -1;
        options.over(memory, at + 20, end);
        while (options.next()) {
            switch (options.code()) {
                case 5 -> byInterface = options.length() == 8 ? options.int64() : byInterface;
                case 7 -> byKernel = options.length() == 8 ? options.int64() : byKernel;
                default -> {}
            }
        }
        PcapngInterface source = interfaceAt(format.int32(memory, at + 8));
        if (source != null) {
            tally.droppedByInterface -= source.droppedByInterface();
            tally.droppedByKernel -= source.droppedByKernel();
            source.statistics(byInterface, byKernel);
            tally.droppedByInterface += source.droppedByInterface();
            tally.droppedByKernel += source.droppedByKernel();
        }
        return areOptionsSound(at, base);
    }

    private boolean hasSecrets(MemorySegment memory, int at, int end, long base) {
        long length = Integer.toUnsignedLong(format.int32(memory, at + 12));
        if (length <= end - at - 16) {
            return true;
        }
        tally.truncated(base + at, "damaged.block.length", end + 4 - at);
        return false;
    }

    /// Passes over a block that is too large to be held.
    void pass(int type) {
        if (type == CUSTOM || type == CUSTOM_NO_COPY || isSysdigEvent(type)) {
            tally.frames++;
        }
    }

    private static boolean isSysdigEvent(int type) {
        return type == SYSDIG_EVENT || type == SYSDIG_EVENT_V2 || type == SYSDIG_EVENT_V2_LARGE;
    }

    /// A block that Wireshark counts as a frame, though it holds no packet.
    private boolean takeFrame(int at, int end, int least, long base) {
        if (!isLongEnough(at, end, least, base)) {
            return false;
        }
        tally.frames++;
        return true;
    }

    private boolean takeJournal(MemorySegment memory, int at, int end, long base) {
        int last = end;
        while (last > at + 8 && memory.get(ValueLayout.JAVA_BYTE, last - 1) == 0) {
            last--;
        }
        return takeFrame(at, last, 8 + SHORTEST_JOURNAL_ENTRY, base);
    }

    private boolean isLongEnough(int at, int end, int least, long base) {
        if (end - at >= least) {
            return true;
        }
        tally.truncated(base + at, "damaged.block.length", end + 4 - at);
        return false;
    }

    /// Goes through the options that are left.
    private boolean areOptionsSound(int at, long base) {
        while (options.next()) {
            // only their lengths matter
        }
        if (options.isDamaged()) {
            tally.truncated(base + at, "damaged.options");
        }
        return !options.isDamaged();
    }
}
