package dev.faultline.agent.telemetry;

import dev.faultline.engine.common.Endpoint;
import org.jspecify.annotations.Nullable;

/// Says what the ends of a flow are in their cluster.
@FunctionalInterface
public interface EndNames {
    /// Knows nothing: an agent sees addresses.
    EndNames NONE = (end, nanos) -> EndName.NONE;

    /// What an end was at a time.
    ///
    /// @param end null is nobody
    /// @param nanos capture time, nanoseconds since the epoch
    EndName at(@Nullable Endpoint end, long nanos);
}
