package dev.faultline.app.flow;

import java.util.Arrays;

/// When the interfaces of a capture showed their first and their last packet of any kind.
final class InterfaceTimes {
    private long[] first = new long[0];
    private long[] last = new long[0];

    void heard(int interfaceId, long time) {
        if (interfaceId >= first.length) {
            int size = first.length;
            first = Arrays.copyOf(first, interfaceId + 1);
            last = Arrays.copyOf(last, interfaceId + 1);
            Arrays.fill(first, size, first.length, Long.MAX_VALUE);
            Arrays.fill(last, size, last.length, Long.MIN_VALUE);
        }
        first[interfaceId] = Math.min(first[interfaceId], time);
        last[interfaceId] = Math.max(last[interfaceId], time);
    }

    long first(int interfaceId) {
        return first[interfaceId];
    }

    long last(int interfaceId) {
        return last[interfaceId];
    }
}
