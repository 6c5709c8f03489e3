package dev.faultline.app.live;

import dev.faultline.app.Messages;
import dev.faultline.app.session.ReportBuilder;
import dev.faultline.engine.evidence.AddressNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Runs one way to capture after the other until one works. To all others it is one feed, which says by which
/// way it captures and why not by a better one. Thread-safe.
final class AlternativeRun implements FeedRun {
    private final int number;
    private final Path evidence;
    private final FeedPlace place;
    private final Runnable changed;
    private final Runs runs;
    private final Iterator<AlternativeFeeds.Way> next;
    private final List<String> against;
    private AlternativeFeeds.Way way;
    private FeedRun current;
    private boolean began;
    private boolean stopped;
    private boolean over;

    /// Makes the run of a feed.
    interface Runs {
        /// The run of a feed, which has not begun.
        ///
        /// @param changed hears that its status has changed
        FeedRun of(Feed feed, Runnable changed);
    }

    /// @param number of its capture in the session
    /// @param evidence the file that keeps its packets
    /// @param changed hears that [#status()] has changed
    AlternativeRun(AlternativeFeeds feeds, int number, Path evidence, Runnable changed, Runs runs) {
        this.number = number;
        this.evidence = evidence;
        this.changed = changed;
        this.runs = runs;
        place = feeds.place();
        against = new ArrayList<>(feeds.against());
        next = feeds.ways().iterator();
        way = next.next();
        current = runs.of(way.feed(), this::heard);
    }

    private void heard() {
        synchronized (this) {
            began |= current.status().state() instanceof FeedState.Capturing;
        }
        changed.run();
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Path evidence() {
        return evidence;
    }

    @Override
    public FeedPlace place() {
        return place;
    }

    @Override
    public void run(LivePlan plan, String identity, AddressNames names, FeedAnalysis.Sink sink) {
        try {
            do {
                current().run(plan, identity, names, sink);
            } while (goOn());
        } finally {
            synchronized (this) {
                over = true;
            }
        }
    }

    private synchronized FeedRun current() {
        return current;
    }

    /// Takes the next way, where there is one and the last one did not work.
    private boolean goOn() {
        synchronized (this) {
            if (!(current.status().state() instanceof FeedState.Lost(String why)) || !isSearching()) {
                return false;
            }
            against.add(Messages.text("live.way.not", way.name(), why));
            way = next.next();
            current = runs.of(way.feed(), this::heard);
        }
        changed.run();
        return true;
    }

    private boolean isSearching() {
        return !began && !stopped && next.hasNext();
    }

    @Override
    public void stop() {
        FeedRun running;
        synchronized (this) {
            stopped = true;
            running = current;
        }
        running.stop();
    }

    @Override
    public synchronized boolean isOver() {
        return over;
    }

    /// A way that was lost while others are left has not lost the place.
    @Override
    public synchronized FeedStatus status() {
        FeedStatus status = current.status();
        boolean searching = status.state() instanceof FeedState.Lost && isSearching();
        return (searching ? status.in(new FeedState.Starting()) : status).noting(note());
    }

    private String note() {
        String by = Messages.text("live.way.by", way.name());
        return against.isEmpty() ? by : by + "; " + String.join("; ", against);
    }

    @Override
    public void addTo(ReportBuilder report) {
        current().addTo(report);
    }
}
