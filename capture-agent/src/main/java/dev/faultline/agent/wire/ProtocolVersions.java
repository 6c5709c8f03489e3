package dev.faultline.agent.wire;

import java.util.OptionalInt;

/// The versions of the protocol that a program speaks.
///
/// @param from the oldest, inclusive
/// @param to the newest, inclusive
public record ProtocolVersions(int from, int to) {
    /// Those of this program.
    public static final ProtocolVersions SPOKEN = new ProtocolVersions(1, 1);

    /// The newest version that both speak, if there is one.
    public OptionalInt common(ProtocolVersions other) {
        int newest = Math.min(to, other.to);
        return newest >= Math.max(from, other.from) ? OptionalInt.of(newest) : OptionalInt.empty();
    }

    /// `1`, or `1 to 3`.
    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + " to " + to;
    }
}
