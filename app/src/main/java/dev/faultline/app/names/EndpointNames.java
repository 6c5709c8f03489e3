package dev.faultline.app.names;

import dev.faultline.engine.common.Endpoint;
import org.jspecify.annotations.Nullable;

/// Names endpoints at a time.
@FunctionalInterface
public interface EndpointNames {
    /// Knows no name.
    EndpointNames NONE = (endpoint, nanos) -> AddressName.NONE;

    /// What an endpoint was called.
    ///
    /// @param endpoint null has no name
    /// @param nanos capture time, nanoseconds since the epoch
    /// @return [AddressName#NONE] when it had no name
    AddressName at(@Nullable Endpoint endpoint, long nanos);
}
