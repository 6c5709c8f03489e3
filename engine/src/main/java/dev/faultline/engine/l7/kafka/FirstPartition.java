package dev.faultline.engine.l7.kafka;

import dev.faultline.engine.l7.Octets;
import java.lang.foreign.MemorySegment;

/// Finds the error code of the first partition in a list of topics, as answers to Produce and Fetch have it.
final class FirstPartition {
    private static final int TOPIC_ID = 16;

    private FirstPartition() {}

    /// How a version names topics and counts things.
    enum Form {
        /// By name, with lengths and numbers of two and four octets.
        PLAIN,
        /// By name, with lengths and numbers as variable-length integers, each one more than the number.
        COMPACT,
        /// As [#COMPACT], but by the 16 octets of the topic's id.
        ID
    }

    /// Where it stands, counted from `at`, where the list begins; or [KafkaApi#NONE].
    static int errorAt(MemorySegment bytes, long at, int available, Form form) {
        int index = form == Form.PLAIN ? plain(bytes, at, available) : compact(bytes, at, available, form);
        return index < 0 || index + 6 > available ? KafkaApi.NONE : index + 4;
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

    /// The same, where numbers have one octet.
    private static int compact(MemorySegment bytes, long at, int available, Form form) {
        if (available < 2 || Octets.u8(bytes, at) < 2 || Octets.u8(bytes, at) > 0x7f) {
            return -1;
        }
        int name = Octets.u8(bytes, at + 1);
        if (form == Form.COMPACT && name > 0x7f) {
            return -1;
        }
        int next = 1 + (form == Form.ID ? TOPIC_ID : Math.max(1, name));
        boolean any = next + 1 <= available && Octets.u8(bytes, at + next) > 1;
        return any ? next + 1 : -1;
    }
}
