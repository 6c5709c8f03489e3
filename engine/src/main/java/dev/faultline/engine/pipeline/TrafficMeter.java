package dev.faultline.engine.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Counts packets and bytes over time, and what the capture lost, in memory that does not grow. Only stretches
/// of time with packets take room, so that one packet with a wild time costs the others nothing; when there are
/// too many stretches they become twice as long. Nothing is allocated for a packet.
final class TrafficMeter {
    static final int MOST_BUCKETS = 2048;
    static final int MOST_LOSSES = 512;

    private static final int SLOTS = 2 * MOST_BUCKETS;
    /// 2¹⁰ nanoseconds: about a microsecond.
    private static final int FINEST = 10;

    private Table table = new Table();
    private Table spare = new Table();
    private final List<Traffic.Loss> losses = new ArrayList<>();
    private int shift = FINEST;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private long dropped;
    private long told;

    /// Buckets by number, in open addressing.
    private static final class Table {
        final long[] numbers = new long[SLOTS];
        final long[] packets = new long[SLOTS];
        final long[] bytes = new long[SLOTS];
        int size;
        /// Of the packet before: mostly it is in the same bucket.
        int lastSlot;

        /// The slot of a bucket, which may be empty.
        int slot(long number) {
            int slot = (int) (number * 0x9e3779b97f4a7c15L >>> 52) & SLOTS - 1;
            while (packets[slot] != 0 && numbers[slot] != number) {
                slot = slot + 1 & SLOTS - 1;
            }
            return slot;
        }

        void add(long number, long morePackets, long moreBytes) {
            boolean same = numbers[lastSlot] == number && packets[lastSlot] != 0;
            int slot = same ? lastSlot : slot(number);
            lastSlot = slot;
            if (packets[slot] == 0) {
                numbers[slot] = number;
                size++;
            }
            packets[slot] += morePackets;
            bytes[slot] += moreBytes;
        }

        void clear() {
            Arrays.fill(packets, 0);
            Arrays.fill(bytes, 0);
            size = 0;
        }
    }

    /// A packet.
    ///
    /// @param time nanoseconds since the epoch
    /// @param length bytes on the wire
    void packet(long time, int length) {
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        table.add(time >> shift, 1, length);
        if (table.size > MOST_BUCKETS) {
            coarsen();
        }
    }

    private void coarsen() {
        while (table.size > MOST_BUCKETS / 2 && shift < Long.SIZE - 1) {
            shift++;
            spare.clear();
            for (int i = 0; i < SLOTS; i++) {
                if (table.packets[i] != 0) {
                    spare.add(table.numbers[i] >> 1, table.packets[i], table.bytes[i]);
                }
            }
            Table full = table;
            table = spare;
            spare = full;
        }
    }

    /// The source says how many packets were dropped until now.
    ///
    /// @param sum of all since the capture began
    void dropped(long sum) {
        if (sum > dropped && latest != Long.MIN_VALUE) {
            long since = told == 0 ? earliest : Math.min(told, latest);
            add(new Traffic.Loss(Traffic.Loss.Kind.DROPPED, since, latest, sum - dropped));
            told = latest;
        }
        dropped = Math.max(dropped, sum);
    }

    /// The source could not see for a while.
    void blind(long from, long until) {
        add(new Traffic.Loss(Traffic.Loss.Kind.BLIND, from, until, -1));
    }

    private void add(Traffic.Loss loss) {
        losses.add(loss);
        if (losses.size() > MOST_LOSSES) {
            for (int i = 0; i + 1 < losses.size(); i++) {
                if (losses.get(i).kind() == losses.get(i + 1).kind()) {
                    losses.set(i, losses.get(i).and(losses.remove(i + 1)));
                }
            }
        }
    }

    /// What was counted until now.
    Traffic traffic() {
        List<Traffic.Bucket> buckets = new ArrayList<>(table.size);
        for (int i = 0; i < SLOTS; i++) {
            if (table.packets[i] != 0) {
                buckets.add(new Traffic.Bucket(table.numbers[i] << shift, table.packets[i], table.bytes[i]));
            }
        }
        buckets.sort(Comparator.comparingLong(Traffic.Bucket::start));
        return new Traffic(1L << shift, buckets, losses);
    }
}
