package dev.faultline.app.live;

import dev.faultline.app.Messages;
import dev.faultline.app.names.NameIndex;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.FindingTicks;
import dev.faultline.app.session.Rate;
import dev.faultline.app.session.ReportBuilder;
import dev.faultline.app.session.SessionProgress;
import dev.faultline.app.store.SessionEvent;
import dev.faultline.app.store.SessionRecorder;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoreException;
import dev.faultline.app.store.StoredSession;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Progress;
import dev.faultline.engine.pipeline.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A session whose packets come live, from any number of feeds at once. Each is analysed on a thread of its
/// own; all findings lie in one list, each error once. It runs until it is stopped, even while no feed is left.
/// Thread-safe.
public final class LiveSession {
    private static final System.Logger LOG = System.getLogger(LiveSession.class.getName());
    private static final long TELL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REPORT = TimeUnit.SECONDS.toNanos(2);

    private final LivePlan plan;
    private final Path folder;
    private final SessionRecorder recorder;
    private final AnalysisSession session;
    private final Executor executor;
    private final FeedPace pace;
    private final FindingTicks ticks;
    private final LiveFindings findings = new LiveFindings(this::record);
    private final InstantSource clock;
    private final FeedEvents feedEvents = new FeedEvents();
    private final Rate rate = new Rate();
    private final Rate byteRate = new Rate();
    private final List<FeedRun> feeds = new CopyOnWriteArrayList<>();
    private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();
    private final long start = System.nanoTime();
    private final String identity;
    private boolean stopped;
    private boolean finished;
    private @Nullable String failure;
    private long told;
    private long reported = start;

    /// What a session is made of.
    ///
    /// @param folder where packets are kept
    /// @param identity names the session, for the ids of its findings
    /// @param executor runs feeds, one thread for each
    /// @param clock dates what happens to feeds
    record Parts(
            Path folder,
            String identity,
            SessionRecorder recorder,
            AnalysisSession session,
            Executor executor,
            FeedPace pace,
            InstantSource clock) {}

    LiveSession(LivePlan plan, Parts parts) {
        this.plan = plan;
        folder = parts.folder();
        identity = parts.identity();
        recorder = parts.recorder();
        session = parts.session();
        executor = parts.executor();
        pace = parts.pace();
        clock = parts.clock();
        ticks = new FindingTicks(session::findings);
    }

    /// The session as windows know it: its findings in the store, its progress, its end.
    public AnalysisSession session() {
        return session;
    }

    /// What addresses are called during the session: whoever knows more, such as a cluster, adds it here. It is
    /// stored with the session.
    public NameIndex names() {
        return recorder.names();
    }

    private List<String> namesOf(IpAddress address, long time) {
        String name = recorder.names()
                .at(new Endpoint(address, Endpoint.NO_PORT), time)
                .hostName();
        return name == null ? List.of() : List.of(name);
    }

    /// Something has happened that belongs on the session's timeline.
    public void happened(SessionEvent event) {
        try {
            recorder.event(event, session::traffic);
        } catch (StoreException e) {
            // The thread that brings findings meets it too, and ends the session.
            LOG.log(System.Logger.Level.DEBUG, "event is not stored", e);
        }
    }

    /// Where packets are kept.
    public Path folder() {
        return folder;
    }

    /// Adds a feed, and starts it.
    ///
    /// @throws IllegalStateException when the session was stopped
    public void add(Feed feed) {
        FeedRun added;
        synchronized (this) {
            if (stopped) {
                throw new IllegalStateException("stopped");
            }
            int number = feeds.size();
            Path evidence = folder.resolve(fileName(number, feed.place()));
            added = runOf(feed, number, evidence, this::feedChanged);
            if (number > 0) {
                recorder.addCapture(number, evidence);
            }
            feeds.add(added);
            session.progress(
                    session.progress(),
                    session.snapshot()
                            .with(feeds.stream().map(FeedRun::evidence).toList()));
        }
        executor.execute(() -> run(added));
    }

    private FeedRun runOf(Feed feed, int number, Path evidence, Runnable changed) {
        return switch (feed) {
            case PacketFeed packets -> new LiveFeed(packets, number, evidence, pace, changed);
            case AgentFeed agent -> new RemoteFeed(agent, number, evidence, pace, changed);
            case AlternativeFeeds several ->
                new AlternativeRun(
                        several, number, evidence, changed, (one, heard) -> runOf(one, number, evidence, heard));
        };
    }

    /// Name of the file that keeps the packets of a feed.
    static String fileName(int number, FeedPlace place) {
        String label = place.label().replaceAll("[^A-Za-z0-9._-]+", "-");
        String cut = label.substring(0, Math.min(label.length(), 100));
        return number == 0 ? cut + ".pcapng" : cut + "-" + number + ".pcapng";
    }

    private void run(FeedRun feed) {
        try {
            feed.run(plan, identity + "/" + feed.number(), this::namesOf, new FeedAnalysis.Sink() {
                @Override
                public void findings(List<Finding> found) {
                    findings.found(feed.number(), found);
                }

                @Override
                public void seen(List<Sighting> sightings, long time) {
                    findings.seen(feed.number(), sightings, time);
                }

                @Override
                public void blind() {
                    findings.blind(feed.number());
                }

                @Override
                public void progress(Progress progress) {
                    tellProgress();
                }

                @Override
                public void traffic(Traffic traffic) {
                    recorder.traffic(feed.number(), feed.place().label(), traffic, session::traffic);
                }

                @Override
                public void address(String name, IpAddress address, long time) {
                    recorder.names().answered(name, address, time);
                }
            });
        } catch (StoreException e) {
            fail(Messages.text("session.failed.store", String.valueOf(e.getMessage())), e);
        } catch (RuntimeException | Error e) {
            // A fault of the program: the user must see that the capture ended, and what it had found.
            fail(Messages.text("session.failed.fault", e.toString()), e);
        } finally {
            findings.blind(feed.number());
            tell();
            finishIfDone();
        }
    }

    private void fail(String why, Throwable cause) {
        LOG.log(System.Logger.Level.ERROR, why, cause);
        synchronized (this) {
            failure = failure == null ? why : failure;
        }
        stop();
    }

    private synchronized void record(int feed, List<Finding> told) {
        recorder.record(feed, told, ticks::written);
        FeedPlace place = feeds.get(feed).place();
        listeners.forEach(listener -> listener.onFindings(place, told));
    }

    // ------------------------------------------------------------------------------------------------- progress

    private void feedChanged() {
        tell();
    }

    private void tell() {
        List<FeedStatus> now = feeds();
        synchronized (this) {
            feedEvents.since(now, clock.instant()).forEach(this::happened);
            listeners.forEach(listener -> listener.onFeeds(now));
        }
    }

    private void tellProgress() {
        ticks.late();
        synchronized (this) {
            long now = System.nanoTime();
            if (finished || now - told < TELL) {
                return;
            }
            told = now;
            SessionReport report = report();
            rate.add(now - start, report.packets());
            byteRate.add(now - start, report.bytes());
            SessionProgress progress = new SessionProgress(
                    -1,
                    report.packets(),
                    report.bytes(),
                    rate.perSecond(),
                    byteRate.perSecond(),
                    null,
                    Duration.ofNanos(now - start));
            session.progress(progress, session.snapshot().with(SessionState.READING, report, null));
            if (now - reported > REPORT) {
                reported = now;
                recorder.progress(report);
            }
        }
        tell();
    }

    private SessionReport report() {
        ReportBuilder report = new ReportBuilder(true);
        feeds.forEach(feed -> feed.addTo(report));
        return report.build();
    }

    /// How all feeds are, in the order in which they were added.
    public List<FeedStatus> feeds() {
        return feeds.stream().map(FeedRun::status).toList();
    }

    /// Whether no feed runs any more.
    public boolean isIdle() {
        return feeds.stream().allMatch(FeedRun::isOver);
    }

    /// Adds a listener.
    ///
    /// @return removes it
    public Runnable listen(LiveListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    // ------------------------------------------------------------------------------------------------------- end

    /// Stops one place; the others go on. Never blocks.
    public void stop(FeedPlace place) {
        feeds.stream().filter(feed -> feed.place().equals(place)).forEach(feed -> executor.execute(feed::stop));
    }

    /// Stops all feeds; the session ends when they have. Never blocks.
    public void stop() {
        List<FeedRun> running;
        synchronized (this) {
            stopped = true;
            running = new ArrayList<>(feeds);
        }
        // Each on a thread of its own, as each may have to clean up in a cluster.
        running.forEach(feed -> executor.execute(feed::stop));
        executor.execute(this::finishIfDone);
    }

    private void finishIfDone() {
        StoredSession ended;
        synchronized (this) {
            if (finished || !stopped || !isIdle()) {
                return;
            }
            finished = true;
            ended = finish();
        }
        session.end(ended);
        tell();
    }

    private StoredSession finish() {
        SessionReport report = report();
        SessionState state = failure == null ? SessionState.COMPLETE : SessionState.FAILED;
        try {
            return recorder.finish(state, report, failure);
        } catch (StoreException | IllegalStateException e) {
            LOG.log(System.Logger.Level.ERROR, "the end of session " + recorder.session() + " is not stored", e);
            String why = Objects.requireNonNullElseGet(
                    failure, () -> Messages.text("session.failed.store", String.valueOf(e.getMessage())));
            return session.snapshot().with(SessionState.FAILED, report, why);
        }
    }
}
