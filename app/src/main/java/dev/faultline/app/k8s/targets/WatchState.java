package dev.faultline.app.k8s.targets;

import java.time.Instant;
import java.util.List;

/// How well one kind of object is known.
public sealed interface WatchState {

    /// The first list has not come yet.
    record Listing() implements WatchState {}

    /// Changes come as they happen.
    ///
    /// @param namespaces that are watched, where the user may not watch all; else empty
    record Connected(List<String> namespaces) implements WatchState {
        public Connected {
            namespaces = List.copyOf(namespaces);
        }
    }

    /// Nothing has come since: what is shown may be out of date. It is tried again by itself.
    ///
    /// @param detail what went wrong, in the words of the system
    record Stale(Instant since, String detail) implements WatchState {}

    /// The user may not list or watch them.
    ///
    /// @param namespaces that were asked for after all were refused; empty for what has no namespace
    record Forbidden(List<String> namespaces) implements WatchState {
        public Forbidden {
            namespaces = List.copyOf(namespaces);
        }
    }
}
