package dev.faultline.app.ui.capture;

import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.session.AnalysisSession;
import java.io.IOException;
import java.util.List;

/// A capture that runs. Thread-safe.
public interface RunningCapture {
    /// Its session, in which findings appear.
    AnalysisSession session();

    /// How its sources are. Never blocks.
    List<FeedStatus> sources();

    /// Adds a listener, told some times a second on background threads that sources have changed.
    ///
    /// @return removes the listener
    Runnable listen(Runnable changed);

    /// What the cluster says about a source: events of its pod, and the end of its log. Blocks.
    ///
    /// @throws IOException when the cluster does not tell
    String story(FeedPlace place) throws IOException;

    /// Stops capturing and removes everything that was made for it. Blocks, for a minute at most. A second call
    /// tries again what could not be removed.
    Capturing.Removal stop() throws InterruptedException;
}
