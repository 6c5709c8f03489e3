package dev.faultline.engine.detect;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.OpenFinding;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Addresses that nobody answers for on their own network, by ARP and neighbour discovery.
final class SilentNeighbors {
    private static final int MOST = 4096;
    private static final long NEAR = TimeUnit.SECONDS.toNanos(10);

    private final SequencedMap<IpAddress, OpenFinding> told = new LinkedHashMap<>();

    /// Nobody answers for `address`.
    void add(IpAddress address, OpenFinding finding) {
        told.remove(address);
        told.put(address, finding);
        if (told.size() > MOST) {
            told.pollFirstEntry();
        }
    }

    /// What was told of the silence of that address about `time` or after, or null.
    @Nullable
    OpenFinding find(IpAddress address, long time) {
        OpenFinding finding = told.get(address);
        return finding != null && finding.last() >= time - NEAR ? finding : null;
    }
}
