package dev.faultline.app.live;

import java.util.function.Consumer;

/// A place that sends its packets.
///
/// Whoever runs it opens it, reads to the end, and opens it again when the connection broke; so one feed has
/// many connections, one after the other.
public non-sealed interface PacketFeed extends Feed {
    /// Starts capturing, and returns when packets may come. Blocks meanwhile, on a thread of the feed's own;
    /// interrupting the thread gives up and leaves nothing behind.
    ///
    /// @param progress is told [FeedState.Starting] and [FeedState.PullingImage] on the way
    /// @throws FeedException when it cannot be opened; says whether trying again makes sense
    FeedConnection open(Consumer<FeedState> progress) throws FeedException, InterruptedException;
}
