package dev.faultline.app.wireshark;

import java.util.List;

/// What came of opening Wireshark.
public sealed interface LaunchResult {

    /// It was started.
    ///
    /// @param command what was run
    record Started(List<String> command) implements LaunchResult {}

    /// It is not installed, or not where it was looked for.
    ///
    /// @param searched the places, for people
    record NotFound(List<String> searched) implements LaunchResult {}

    /// It was found but did not start.
    ///
    /// @param command what was run
    /// @param reason in the system's words
    record Failed(List<String> command, String reason) implements LaunchResult {}
}
