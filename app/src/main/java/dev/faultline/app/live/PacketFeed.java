package dev.faultline.app.live;

import java.util.function.Consumer;

/// A named place that packets come from: a node, a pod, an interface of this machine.
///
/// Whoever runs it opens it, reads to the end, and opens it again when the connection broke; so one feed has
/// many connections, one after the other.
public interface PacketFeed {
    /// Where it captures.
    FeedPlace place();

    /// Starts capturing, and returns when packets may come. Blocks meanwhile, on a thread of the feed's own;
    /// interrupting the thread gives up and leaves nothing behind.
    ///
    /// @param progress is told [FeedState.Starting] and [FeedState.PullingImage] on the way
    /// @throws FeedException when it cannot be opened; says whether trying again makes sense
    FeedConnection open(Consumer<FeedState> progress) throws FeedException, InterruptedException;
}
