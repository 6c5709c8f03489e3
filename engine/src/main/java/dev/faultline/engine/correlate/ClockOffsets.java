package dev.faultline.engine.correlate;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import dev.faultline.engine.packet.TcpHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How far the clocks of several captures are apart, from packets that are in both: a packet is the same when
/// its sequence numbers, flags, length and timestamps are, whatever became of its addresses. Packets one way
/// come later by the delay, those the other way earlier by as much, so that the middle is the clocks' alone (as
/// in NTP, RFC 5905, section 8).
public final class ClockOffsets {
    /// As much of each capture is read at most.
    private static final int PACKETS = 200_000;

    /// A single packet may be a coincidence.
    private static final int LEAST = 3;

    private static final int BYTES = 1 << 20;
    private static final long COPIED_WITHIN = TimeUnit.MILLISECONDS.toNanos(5);

    private final Limits limits;

    /// When a packet was seen first and last in one capture, where several interfaces show it.
    private static final class Sight {
        final boolean fromHigher;
        long first;
        long last;

        Sight(long time, boolean fromHigher) {
            this.fromHigher = fromHigher;
            first = time;
            last = time;
        }

        void again(long time) {
            if (Math.abs(time - first) < COPIED_WITHIN) {
                first = Math.min(first, time);
                last = Math.max(last, time);
            }
        }
    }

    public ClockOffsets(Limits limits) {
        this.limits = limits;
    }

    /// Reads the beginning of each capture. The captures are read on where this ends: open them anew.
    ///
    /// @return for each capture, by how much its clock is ahead of that of the first, in nanoseconds; 0 where
    /// they have no packets in common
    public long[] of(List<CaptureSource> captures) throws IOException {
        long[] offsets = new long[captures.size()];
        List<Map<Long, Sight>> known = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            Map<Long, Sight> sights = read(captures.get(i));
            for (int j = 0; j < i; j++) {
                long[] ahead = ahead(known.get(j), sights);
                if (ahead.length > 0) {
                    offsets[i] = offsets[j] + ahead[0];
                    break;
                }
            }
            known.add(sights);
        }
        return offsets;
    }

    private Map<Long, Sight> read(CaptureSource capture) throws IOException {
        Map<Long, Sight> sights = new HashMap<>();
        PacketDecoder decoder = new PacketDecoder(limits);
        int packets = 0;
        try (PacketBatch batch = new PacketBatch(BYTES, 1 << 12)) {
            while (packets < PACKETS && capture.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    add(decoder.decode(batch, i), sights);
                }
                packets += batch.size();
            }
        }
        return sights;
    }

    private static void add(Packet packet, Map<Long, Sight> sights) {
        TcpHeader tcp = packet.tcp();
        if (!packet.isTcp() || tcp.sequenceLength() == 0) {
            return;
        }
        long key = mix((long) tcp.seq() << 32 | tcp.ack() & 0xffff_ffffL);
        key = mix(key ^ ((long) tcp.payloadLength() << 40 | (long) tcp.window() << 16 | tcp.flags()));
        key = mix(key ^ (tcp.hasTimestamps() ? tcp.timestampValue() : 0));
        Sight known = sights.get(key);
        if (known == null) {
            sights.put(key, new Sight(packet.timestamp(), tcp.srcPort() > tcp.dstPort()));
        } else {
            known.again(packet.timestamp());
        }
    }

    /// @return the offset, or nothing
    private static long[] ahead(Map<Long, Sight> reference, Map<Long, Sight> other) {
        List<Long> there = new ArrayList<>();
        List<Long> back = new ArrayList<>();
        boolean higherFirst = isHigherFirst(reference, other);
        other.forEach((key, sight) -> {
            Sight seen = reference.get(key);
            if (seen != null && seen.fromHigher == higherFirst) {
                there.add(sight.first - seen.last);
            } else if (seen != null) {
                back.add(sight.last - seen.first);
            }
        });
        if (there.size() + back.size() < LEAST) {
            return new long[0];
        }
        if (there.isEmpty() || back.isEmpty()) {
            return new long[] {median(there.isEmpty() ? back : there)};
        }
        long soonest = Collections.min(there);
        return new long[] {soonest + (Collections.max(back) - soonest) / 2};
    }

    /// Whether the packets from the higher port come by the reference first: they are later in the other one,
    /// as far as the clocks allow to compare, than those of the other direction.
    private static boolean isHigherFirst(Map<Long, Sight> reference, Map<Long, Sight> other) {
        List<Long> higher = new ArrayList<>();
        List<Long> lower = new ArrayList<>();
        other.forEach((key, sight) -> {
            Sight seen = reference.get(key);
            if (seen != null) {
                (seen.fromHigher ? higher : lower).add(sight.first - seen.first);
            }
        });
        return lower.isEmpty() || !higher.isEmpty() && median(higher) >= median(lower);
    }

    private static long median(List<Long> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static long mix(long bits) {
        long x = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
        x = (x ^ x >>> 32) * 0xd6e8feb86659fd93L;
        return x ^ x >>> 32;
    }
}
