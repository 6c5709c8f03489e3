package dev.faultline.app.live;

import java.util.List;

/// Several ways to capture at one place: the first that works is used. One that was lost before it captured
/// anything does not work, whatever the reason.
///
/// @param place where they capture
/// @param against why better ways than these are not even tried, in words for people; often empty
/// @param ways the best first; at least one
public record AlternativeFeeds(FeedPlace place, List<String> against, List<Way> ways) implements Feed {
    /// Copies the lists.
    ///
    /// @throws IllegalArgumentException when there is no way
    public AlternativeFeeds {
        against = List.copyOf(against);
        ways = List.copyOf(ways);
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("no way to capture at " + place.label());
        }
    }

    /// One way to capture.
    ///
    /// @param name in a word or two: `the agent`, `tcpdump`
    /// @param feed that captures so
    public record Way(String name, Feed feed) {}
}
