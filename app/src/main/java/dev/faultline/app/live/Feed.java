package dev.faultline.app.live;

/// A named place that a live session listens to: a node, a pod, an interface of this machine. It sends either
/// its packets, to be analysed here, or what an agent finds in them there; or whichever of these works.
public sealed interface Feed permits PacketFeed, AgentFeed, AlternativeFeeds {
    /// Where it captures.
    FeedPlace place();
}
