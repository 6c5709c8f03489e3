package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.Reachability.Unreachable;

/// How far the picker is with its cluster.
public sealed interface LinkState {
    /// No context is chosen.
    record Nothing() implements LinkState {}

    /// It is being connected, and nothing is known of it yet.
    record Connecting() implements LinkState {}

    /// What it has is listed.
    ///
    /// @param watch empty when it is live; else what is wrong with that, in words
    record Connected(String watch) implements LinkState {}

    /// It cannot be reached.
    record Failed(Unreachable why) implements LinkState {}
}
