package dev.faultline.app.k8s.capture;

import dev.faultline.app.live.Feed;

/// What is captured at one site of a cluster, with what was made for it.
sealed interface SiteFeed permits ClusterFeed, ClusterAgentFeed, ReplaceableSiteFeed {
    /// It, as a session takes it.
    Feed feed();

    /// Captures with another filter from now on.
    void refilter(PcapFilter other);

    /// Removes what was made for it.
    void remove() throws InterruptedException;
}
