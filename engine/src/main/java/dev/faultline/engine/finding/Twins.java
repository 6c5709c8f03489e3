package dev.faultline.engine.finding;

import dev.faultline.engine.flow.Flow;
import java.util.Collection;

/// Knows which flows are one and the same, seen at several vantage points.
@FunctionalInterface
public interface Twins {
    /// All sightings of a flow; empty where there is but the one.
    Collection<? extends Flow> of(Flow flow);
}
