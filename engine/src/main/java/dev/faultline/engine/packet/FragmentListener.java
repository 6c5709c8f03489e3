package dev.faultline.engine.packet;

import dev.faultline.engine.common.IpAddress;

/// Hears of packets of which not all fragments came in time.
@FunctionalInterface
public interface FragmentListener {
    /// A packet stays incomplete.
    void onIncomplete(IncompletePacket packet);

    /// A packet of which fragments are missing.
    ///
    /// @param version of IP, 4 or 6
    /// @param firstSeen time of its first fragment, nanoseconds since the epoch
    /// @param waited nanoseconds since then; less than the time-out when the capture ended before that
    /// @param timedOut whether fragments that come now would be too late
    /// @param frame of a fragment that came
    /// @param position where its record begins, or -1
    /// @param onlyFirsts whether the capture has no fragment but first ones up to now
    record IncompletePacket(
            int version,
            IpAddress src,
            IpAddress dst,
            long firstSeen,
            long waited,
            boolean timedOut,
            long frame,
            long position,
            boolean onlyFirsts) {}
}
