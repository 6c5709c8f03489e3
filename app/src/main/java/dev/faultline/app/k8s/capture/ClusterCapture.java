package dev.faultline.app.k8s.capture;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.live.Feed;
import dev.faultline.app.live.FeedPlace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/// A capture in one cluster: its feeds, and the removal of all that was made for them.
public final class ClusterCapture implements Closeable {
    private static final int FIRST_SPARE_NAME = 1000;

    private final KubernetesClient client;
    private final CaptureJournal journal;
    private final AgentBundle bundle;
    private final Timing timing;
    private final Clock clock;
    private final Map<FeedPlace, SiteFeed> feeds = new LinkedHashMap<>();
    private final AtomicInteger names = new AtomicInteger(FIRST_SPARE_NAME);
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("capture-beats").factory());

    /// What a change of the targets comes to.
    ///
    /// @param added to be read from now on
    /// @param removed of no use any more; what was made for them is gone
    public record Change(List<Feed> added, List<Feed> removed) {}

    /// @param journal of the run; closed with the capture
    /// @param bundle the agent, to be sent to where the image does not have it
    public ClusterCapture(
            KubernetesClient client, CaptureJournal journal, AgentBundle bundle, Timing timing, Clock clock) {
        this.client = client;
        this.journal = journal;
        this.bundle = bundle;
        this.timing = timing;
        this.clock = clock;
    }

    private synchronized List<SiteFeed> feeds() {
        return List.copyOf(feeds.values());
    }

    /// Captures what `plan` says from now on: places that are new get a feed, those that stay a new filter
    /// where it differs, those that are gone are removed. Makes nothing: a feed does when it is opened.
    public synchronized Change follow(CapturePlan plan) throws InterruptedException {
        List<SiteFeed> added = new ArrayList<>();
        Map<FeedPlace, SiteFeed> gone = new LinkedHashMap<>(feeds);
        for (CaptureSite site : plan.sites()) {
            SiteFeed known = gone.remove(site.place());
            if (known == null) {
                added.add(feed(plan, site));
            } else {
                known.refilter(site.filter());
            }
        }
        for (SiteFeed feed : gone.values()) {
            feeds.remove(feed.feed().place());
            feed.remove();
        }
        added.forEach(feed -> feeds.put(feed.feed().place(), feed));
        return new Change(
                added.stream().map(SiteFeed::feed).toList(),
                gone.values().stream().map(SiteFeed::feed).toList());
    }

    private SiteFeed feed(CapturePlan plan, CaptureSite site) {
        return switch (plan.program()) {
            case AGENT -> {
                ClusterAgentFeed agent = agent(plan, site);
                yield plan.replaceable()
                        ? new ReplaceableSiteFeed(agent, tcpdump(plan.byTcpdump(), site.named(name(plan))))
                        : agent;
            }
            case TCPDUMP, AUTO -> tcpdump(plan, site);
        };
    }

    private ClusterAgentFeed agent(CapturePlan plan, CaptureSite site) {
        AgentSettings agent = plan.settings().agent();
        AgentDelivery delivery = new AgentDelivery(client, bundle, agent, timing, beats);
        return new ClusterAgentFeed(client, plan, site, host(plan, site), delivery, timing);
    }

    private ClusterFeed tcpdump(CapturePlan plan, CaptureSite site) {
        return new ClusterFeed(client, plan.settings(), site, host(plan, site), timing, beats, clock);
    }

    private CaptureHost host(CapturePlan plan, CaptureSite site) {
        return new CaptureHost(client, plan, site, journal, timing, () -> name(plan));
    }

    private String name(CapturePlan plan) {
        return plan.run().name(names.incrementAndGet());
    }

    /// Removes everything. What cannot be removed stays in the journal, for [#left()] and the next start.
    @Override
    public void close() {
        beats.shutdownNow();
        List<Thread> work = new ArrayList<>();
        for (SiteFeed feed : feeds()) {
            work.add(Thread.ofVirtual().start(() -> {
                try {
                    feed.remove();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        try {
            for (Thread thread : work) {
                thread.join();
            }
            new Leftovers(client, timing.answer()).remove(journal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeJournal();
        }
    }

    private void closeJournal() {
        try {
            journal.close();
        } catch (IOException e) {
            // Then it stays on disk, and the next start reads it.
        }
    }

    /// What may still be in the cluster.
    public List<MadeObject> left() {
        return journal.made();
    }
}
