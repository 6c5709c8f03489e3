package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.LiveListener;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.ui.capture.Capturing;
import dev.faultline.app.ui.capture.RunningCapture;
import java.time.Duration;
import java.util.List;

/// A capture that runs on this machine. Thread-safe.
final class LocalRun implements RunningCapture {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LiveSession live;

    LocalRun(LiveSession live) {
        this.live = live;
    }

    @Override
    public AnalysisSession session() {
        return live.session();
    }

    @Override
    public List<FeedStatus> sources() {
        return live.feeds();
    }

    @Override
    public Runnable listen(Runnable changed) {
        return live.listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                changed.run();
            }
        });
    }

    @Override
    public String story(FeedPlace place) {
        return Messages.text("live.noStoryHere");
    }

    @Override
    public Capturing.Removal stop() throws InterruptedException {
        live.stop();
        live.session().awaitEnd(PATIENCE);
        return Capturing.Removal.NOTHING;
    }
}
