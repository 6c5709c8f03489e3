package dev.faultline.engine.l7.kafka;

import dev.faultline.engine.l7.Octets;
import java.lang.foreign.MemorySegment;

/// Finds the error code of the first partition in the answer to Produce.
final class ProduceResponse {
    private ProduceResponse() {}

    /// Where it stands, counted from `at`; or [KafkaApi#NONE].
    static int errorAt(MemorySegment bytes, long at, int available, boolean flexible) {
        int next = flexible ? compact(bytes, at, available) : plain(bytes, at, available);
        return next < 0 || next + 6 > available ? KafkaApi.NONE : next + 4;
    }

    /// Topics, the name of the first, partitions; then the index of the first, and its error.
    private static int plain(MemorySegment bytes, long at, int available) {
        if (available < 6 || Octets.i32(bytes, at) <= 0) {
            return -1;
        }
        int next = 6 + (short) Octets.u16(bytes, at + 4);
        boolean any = next >= 6 && next + 4 <= available && Octets.i32(bytes, at + next) > 0;
        return any ? next + 4 : -1;
    }

    /// The same with numbers of one octet, each one more than the length; from version 13 on topics are named
    /// by 16 octets, which this does not read.
    private static int compact(MemorySegment bytes, long at, int available) {
        if (available < 2 || Octets.u8(bytes, at) < 2 || Octets.u8(bytes, at + 1) > 0x7f) {
            return -1;
        }
        int next = 1 + Math.max(1, Octets.u8(bytes, at + 1));
        boolean any = next + 1 <= available && Octets.u8(bytes, at + next) > 1;
        return any ? next + 1 : -1;
    }
}
