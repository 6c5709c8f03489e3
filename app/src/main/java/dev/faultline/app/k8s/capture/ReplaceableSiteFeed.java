package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.live.AlternativeFeeds;
import dev.faultline.app.live.AlternativeFeeds.Way;
import dev.faultline.app.live.Feed;
import java.util.List;

/// A site where tcpdump captures in place of an agent that turns out not to run there.
record ReplaceableSiteFeed(ClusterAgentFeed agent, ClusterFeed tcpdump) implements SiteFeed {
    @Override
    public Feed feed() {
        return new AlternativeFeeds(
                agent.place(),
                List.of(),
                List.of(
                        new Way(Messages.text("capture.way.agent"), agent),
                        new Way(Messages.text("capture.way.tcpdump"), tcpdump)));
    }

    @Override
    public void refilter(PcapFilter other) {
        agent.refilter(other);
        tcpdump.refilter(other);
    }

    @Override
    public void remove() throws InterruptedException {
        agent.remove();
        tcpdump.remove();
    }
}
