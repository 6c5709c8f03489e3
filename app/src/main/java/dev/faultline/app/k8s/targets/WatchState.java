package dev.faultline.app.k8s.targets;

import java.time.Instant;

/// How well one kind of object is known.
public sealed interface WatchState {

    /// The first list has not come yet.
    record Listing() implements WatchState {}

    /// Changes come as they happen.
    record Connected() implements WatchState {}

    /// Nothing has come since: what is shown may be out of date. It is tried again by itself.
    ///
    /// @param detail what went wrong, in the words of the system
    record Stale(Instant since, String detail) implements WatchState {}

    /// The user may not list or watch them.
    ///
    /// @param namespace that was asked for; empty for all
    record Forbidden(String namespace) implements WatchState {}
}
