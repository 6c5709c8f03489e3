package dev.faultline.engine.l7.dns;

import dev.faultline.engine.common.IpAddress;

/// Hears which addresses names have, as DNS answers say it.
@FunctionalInterface
public interface AddressListener {
    /// An answer gave an address for a name.
    ///
    /// @param name that was asked for, in lower case without the last dot, whatever aliases led from it
    /// @param time of the answer, nanoseconds since the epoch
    void onAddress(String name, IpAddress address, long time);
}
