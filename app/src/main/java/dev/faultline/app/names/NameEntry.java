package dev.faultline.app.names;

import dev.faultline.engine.common.IpAddress;

/// A name that an address had for a while.
///
/// @param ip the address
/// @param port that the name is for; [dev.faultline.engine.common.Endpoint#NO_PORT] for all
/// @param source where it comes from
/// @param name what is known from there
/// @param from first moment, nanoseconds since the epoch; [Long#MIN_VALUE] where unknown
/// @param to moment at which it ended; [#LASTING] while it lasts
public record NameEntry(IpAddress ip, int port, NameSource source, AddressName name, long from, long to) {
    /// The end of what has not ended.
    public static final long LASTING = Long.MAX_VALUE;

    boolean holdsAt(long nanos) {
        return from <= nanos && nanos < to;
    }
}
