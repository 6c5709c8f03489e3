package dev.faultline.app.live;

import dev.faultline.engine.finding.Finding;
import java.util.List;

/// Hears how a live session goes. Called on background threads, one call after the other; should return soon.
public interface LiveListener {
    /// A feed is in another state, or has brought more: some times a second.
    default void onFeeds(List<FeedStatus> feeds) {}

    /// Findings are new or have changed; one of the same id replaces the earlier one. The store may not show
    /// them yet.
    ///
    /// @param place where they were seen
    default void onFindings(FeedPlace place, List<Finding> findings) {}
}
