package dev.faultline.engine.evidence;

import dev.faultline.engine.common.IpAddress;
import java.util.List;

/// Knows what addresses were called at a time.
@FunctionalInterface
public interface AddressNames {
    /// Knows none.
    AddressNames NONE = (address, time) -> List.of();

    /// Names of an address, the best one first; empty when none is known. Must return soon.
    ///
    /// @param time nanoseconds since the epoch
    List<String> of(IpAddress address, long time);
}
