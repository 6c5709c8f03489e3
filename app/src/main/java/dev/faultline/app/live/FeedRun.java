package dev.faultline.app.live;

import dev.faultline.app.session.ReportBuilder;
import dev.faultline.engine.evidence.AddressNames;
import java.nio.file.Path;

/// A feed of a live session while it runs. Thread-safe.
interface FeedRun {
    /// Number of its capture in the session.
    int number();

    /// The file that keeps its packets.
    Path evidence();

    FeedPlace place();

    /// Runs until the feed has ended.
    ///
    /// @param identity of the capture, for the ids of findings
    /// @param names of addresses, for the packets that are kept
    void run(LivePlan plan, String identity, AddressNames names, FeedAnalysis.Sink sink);

    /// Ends it soon. Never blocks for long.
    void stop();

    boolean isOver();

    FeedStatus status();

    /// Adds what is known of its capture.
    void addTo(ReportBuilder report);
}
