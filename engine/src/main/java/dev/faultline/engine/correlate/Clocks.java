package dev.faultline.engine.correlate;

import java.util.HashMap;
import java.util.Map;

/// How far the clocks of several sources are apart, while they are live. A packet is seen later by whom it
/// reaches later: of each handshake that two sources see, the SYN bounds the difference of their clocks from
/// one side, the SYN-ACK from the other. The narrowest bounds of late are taken, as clocks drift.
final class Clocks {
    private static final int SAMPLES = 16;

    private final Map<Pair, Bounds> bounds = new HashMap<>();

    /// Two sources, the lower number first.
    private record Pair(int a, int b) {}

    /// The latest handshakes that two sources have in common.
    private static final class Bounds {
        private final long[] lows = new long[SAMPLES];
        private final long[] highs = new long[SAMPLES];
        private int count;

        void add(long low, long high) {
            lows[count % SAMPLES] = low;
            highs[count % SAMPLES] = high;
            count++;
        }

        /// By how much the second clock is ahead.
        long ahead() {
            int size = Math.min(count, SAMPLES);
            long low = lows[0];
            long high = highs[0];
            for (int i = 1; i < size; i++) {
                low = Math.max(low, lows[i]);
                high = Math.min(high, highs[i]);
            }
            int last = (count - 1) % SAMPLES;
            return low <= high ? low + (high - low) / 2 : lows[last] + (highs[last] - lows[last]) / 2;
        }
    }

    /// Two sources have seen the handshake of one connection, by their own clocks.
    void add(int a, Sighting atA, int b, Sighting atB) {
        if (a > b) {
            add(b, atB, a, atA);
            return;
        }
        if (a == b || atA.turnaround() < 0 || atB.turnaround() < 0) {
            return;
        }
        long there = atB.client().opened() - atA.client().opened();
        long back = atB.server().opened() - atA.server().opened();
        bounds.computeIfAbsent(new Pair(a, b), pair -> new Bounds()).add(Math.min(there, back), Math.max(there, back));
    }

    /// Whether it is known how far the clocks of two sources are apart.
    boolean isKnown(int a, int b) {
        return a == b || bounds.containsKey(new Pair(Math.min(a, b), Math.max(a, b)));
    }

    /// By how much the clock of `b` is ahead of that of `a`, nanoseconds; 0 where that is not known.
    long ahead(int a, int b) {
        Bounds known = bounds.get(new Pair(Math.min(a, b), Math.max(a, b)));
        if (known == null) {
            return 0;
        }
        return a < b ? known.ahead() : -known.ahead();
    }
}
