package dev.faultline.engine.capture.file;

import static java.lang.Math.clamp;

/// An interface of a pcapng section: what is needed to make sense of its packets.
final class PcapngInterface {
    private static final int NANOS = 1_000_000_000;
    /// Times beyond the years 1678 to 2262 do not fit; they are shown as the last that does.
    private static final long LARGEST_SECONDS = Long.MAX_VALUE / NANOS - 1;

    final int id;
    final int linkType;
    final int snapLength;
    final int largestPacket;
    private final long unitsPerSecond;
    private final long offsetSeconds;
    /// Nanoseconds of a time unit where that is a whole number and no offset is to be added; otherwise 0.
    private final long nanosPerUnit;

    private final long largestWholeUnits;
    private long droppedAtPackets;
    private long droppedByStatistics;
    private long droppedByKernel;

    /// @param id its index in the whole capture
    /// @param resolution the byte of `if_tsresol`
    /// @param offsetSeconds of `if_tsoffset`
    PcapngInterface(int id, int linkType, int snapLength, int largestPacket, int resolution, long offsetSeconds) {
        this.id = id;
        this.linkType = linkType;
        this.snapLength = snapLength;
        this.largestPacket = largestPacket;
        this.offsetSeconds = offsetSeconds;
        unitsPerSecond = unitsPerSecond(resolution);
        boolean whole =
                offsetSeconds == 0 && Long.compareUnsigned(unitsPerSecond, NANOS) <= 0 && NANOS % unitsPerSecond == 0;
        nanosPerUnit = whole ? NANOS / unitsPerSecond : 0;
        largestWholeUnits = whole ? Long.MAX_VALUE / nanosPerUnit : -1;
    }

    /// Exponents that do not fit 64 bits count as the largest that does, as in Wireshark.
    private static long unitsPerSecond(int resolution) {
        if ((resolution & 0x80) != 0) {
            return 1L << Math.min(resolution & 0x7f, 63);
        }
        long units = 1;
        for (int i = 0; i < Math.min(resolution, 19); i++) {
            units *= 10;
        }
        return units;
    }

    /// Nanoseconds since the epoch of a time stamp in this interface's units, which is unsigned.
    long nanos(long units) {
        return units >= 0 && units <= largestWholeUnits ? units * nanosPerUnit : nanosOfParts(units);
    }

    private long nanosOfParts(long units) {
        long seconds = Long.divideUnsigned(units, unitsPerSecond);
        long whole = clamp(saturatedSum(seconds), -LARGEST_SECONDS, LARGEST_SECONDS);
        return whole * NANOS + nanosOfFraction(Long.remainderUnsigned(units, unitsPerSecond));
    }

    private long saturatedSum(long unsignedSeconds) {
        long seconds = unsignedSeconds < 0 ? Long.MAX_VALUE : unsignedSeconds;
        return offsetSeconds > 0 && seconds > Long.MAX_VALUE - offsetSeconds ? Long.MAX_VALUE : seconds + offsetSeconds;
    }

    /// `units * 10^9 / unitsPerSecond`, rounded down, with no overflow.
    private long nanosOfFraction(long units) {
        long high = Math.unsignedMultiplyHigh(units, NANOS);
        long low = units * NANOS;
        if (high == 0) {
            return Long.divideUnsigned(low, unitsPerSecond);
        }
        if (Long.bitCount(unitsPerSecond) == 1) {
            int shift = Long.numberOfTrailingZeros(unitsPerSecond);
            return high << -shift | low >>> shift;
        }
        return Long.divideUnsigned(units, unitsPerSecond / NANOS);
    }

    /// Packets that were lost before a packet, by its own word.
    void addDrops(long count) {
        droppedAtPackets += Math.max(0, count);
    }

    /// The counters of an interface statistics block, which count from the capture's beginning; -1 for none.
    void statistics(long byInterface, long byKernel) {
        droppedByStatistics = Math.max(droppedByStatistics, byInterface);
        droppedByKernel = Math.max(droppedByKernel, byKernel);
    }

    /// Packets lost at the interface: what its packets and its statistics say may be about the same ones.
    long droppedByInterface() {
        return Math.max(droppedByStatistics, droppedAtPackets - droppedByKernel);
    }

    long droppedByKernel() {
        return droppedByKernel;
    }
}
