package dev.faultline.app.live;

import java.util.Optional;
import java.util.function.Consumer;

/// A place where an agent captures and analyses: it says what it finds, and sends the packets of that alone.
///
/// The agent goes on while nobody is connected, so a connection that breaks costs nothing: whoever runs the
/// feed opens it again, and gets what was found meanwhile.
public non-sealed interface AgentFeed extends Feed {
    /// Starts the agent unless it runs, and joins it. Blocks meanwhile, on a thread of the feed's own;
    /// interrupting the thread gives up.
    ///
    /// @param progress is told [FeedState.Starting], [FeedState.PullingImage] and [FeedState.Uploading] on the
    /// way
    /// @throws FeedException when it cannot be joined; says whether trying again makes sense
    AgentLink open(Consumer<FeedState> progress) throws FeedException, InterruptedException;

    /// Which packets the agent is to capture now; empty to leave it as it was started. May change at any time.
    Optional<AgentFilter> filter();

    /// Capturing is over: removes what was made for it, the agent included. Called once, after the last link
    /// was closed.
    void end() throws InterruptedException;
}
