package dev.faultline.engine.capture.file;

import java.lang.foreign.MemorySegment;

/// The record headers that programs have written under libpcap's magic numbers. Only a look at the first
/// records tells them apart, so each is tried and the one with the least oddities is taken, as Wireshark does
/// (`libpcap_try_variants`).
enum PcapVariant {
    /// Time, captured and original length.
    STANDARD(16),
    /// Red Hat 6.1 and Alexey Kuznetsov's patch: an interface index, a protocol and a packet type follow.
    MODIFIED(24),
    /// SuSE 6.3: like [#MODIFIED], with more fields.
    SUSE(28),
    /// Four unknown bytes follow.
    NOKIA(20);

    private static final int RECORDS_TO_TRY = 3;
    private static final long LARGEST_ORIGINAL = 128L << 20;
    private static final int LARGEST_INTERFACE_INDEX = 10_000;

    private final int header;

    PcapVariant(int header) {
        this.header = header;
    }

    /// Bytes of its record header.
    int header() {
        return header;
    }

    /// The variant that makes most sense of the records in `[from, to)`; of equal ones the first.
    ///
    /// @param modified whether the file has the magic number of the patched libpcap
    static PcapVariant guess(PcapFormat format, MemorySegment memory, int from, int to, boolean modified) {
        PcapVariant[] candidates =
                modified ? new PcapVariant[] {MODIFIED, SUSE} : new PcapVariant[] {STANDARD, MODIFIED, NOKIA};
        PcapVariant best = candidates[0];
        int least = Integer.MAX_VALUE;
        for (PcapVariant candidate : candidates) {
            int oddities = candidate.oddities(format, memory, from, to);
            if (oddities < least) {
                best = candidate;
                least = oddities;
            }
        }
        return best;
    }

    private int oddities(PcapFormat format, MemorySegment memory, int from, int to) {
        int oddities = 0;
        int at = from;
        for (int i = 0; i < RECORDS_TO_TRY && at < to; i++) {
            if (to - at < header) {
                return oddities + 1;
            }
            oddities += lengthOddities(format, memory, at) + fieldOddities(format, memory, at + 16);
            int captured = format.int32(memory, at + 8);
            if (Integer.compareUnsigned(captured, format.largest()) > 0) {
                return oddities;
            }
            if (to - at - header < captured) {
                return oddities + 1;
            }
            at += header + captured;
        }
        return oddities;
    }

    private static int lengthOddities(PcapFormat format, MemorySegment memory, int at) {
        long fraction = Integer.toUnsignedLong(format.int32(memory, at + 4));
        long captured = Integer.toUnsignedLong(format.int32(memory, at + 8));
        long original = Integer.toUnsignedLong(format.int32(memory, at + 12));
        return odd(fraction >= 1_000_000)
                + odd(captured > format.largest())
                + odd(captured > Integer.toUnsignedLong(format.snapLength()))
                + odd(original > LARGEST_ORIGINAL)
                + odd(captured > original);
    }

    private int fieldOddities(PcapFormat format, MemorySegment memory, int at) {
        return switch (this) {
            case STANDARD -> 0;
            case MODIFIED, SUSE ->
                odd(Integer.compareUnsigned(format.int32(memory, at), LARGEST_INTERFACE_INDEX) > 0)
                        + odd(!isProtocol(format.uint16(memory, at + 4)))
                        + odd(format.uint8(memory, at + 6) > 4);
            case NOKIA -> odd(!isNokiaField(format.int32(memory, at)));
        };
    }

    /// An Ethertype, or one of Linux's own numbers below them (`linux/if_ether.h`).
    private static boolean isProtocol(int protocol) {
        return protocol >= 0x0600
                || protocol <= 0x0017
                || protocol == 0x0060
                || protocol == 0x0200
                || protocol == 0x0400;
    }

    /// The values that have been seen there, by Wireshark's account.
    private static boolean isNokiaField(int field) {
        int first = field >>> 28;
        int fifth = field >>> 12 & 0xf;
        int sixth = field >>> 8 & 0xf;
        int last = field & 0xf;
        return (field & 0x0fff00f0) == 0x0fbf0000
                && (first == 0x9 || first == 0xb)
                && (fifth == 0xb || fifth == 0xd)
                && (sixth == 0x6 || sixth == 0x9)
                && (last == 1 || last == 2);
    }

    private static int odd(boolean condition) {
        return condition ? 1 : 0;
    }
}
