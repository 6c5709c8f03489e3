package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.exec.ExecChannel;
import dev.faultline.app.k8s.exec.ExecCommand;
import dev.faultline.app.k8s.exec.ExecEnd;
import dev.faultline.app.live.AgentFeed;
import dev.faultline.app.live.AgentFilter;
import dev.faultline.app.live.AgentLink;
import dev.faultline.app.live.Feed;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// What the agent of one site of a cluster finds: it runs in a container made for it, and is joined by an exec
/// there.
public final class ClusterAgentFeed implements AgentFeed, SiteFeed {
    /// So often an agent that could be replaced may end before it has said anything: one that the node kills, or
    /// cannot run.
    private static final int MOST_ENDS = 2;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final AgentSettings settings;
    private final CaptureSite site;
    private final CaptureHost host;
    private final AgentDelivery delivery;
    private final Timing timing;
    private final boolean replaceable;
    private boolean joined;
    private volatile AgentFilter filter;

    /// @param plan that the site is of
    /// @param delivery sends the agent where the image does not have it
    ClusterAgentFeed(
            KubernetesClient client,
            CapturePlan plan,
            CaptureSite site,
            CaptureHost host,
            AgentDelivery delivery,
            Timing timing) {
        this.client = client;
        settings = plan.settings().agent();
        replaceable = plan.replaceable();
        this.site = site;
        this.host = host;
        this.delivery = delivery;
        this.timing = timing;
        filter = site.filter().ofAgent();
    }

    @Override
    public FeedPlace place() {
        return site.place();
    }

    @Override
    public Feed feed() {
        return this;
    }

    @Override
    public Optional<AgentFilter> filter() {
        return Optional.of(filter);
    }

    /// The agent goes on with it, without a gap.
    @Override
    public void refilter(PcapFilter other) {
        filter = other.ofAgent();
    }

    @Override
    public AgentLink open(Consumer<FeedState> progress) throws FeedException, InterruptedException {
        try {
            CaptureHost.Place where = host.ready(progress);
            if (settings.isSent()) {
                delivery.deliver(where, progress);
            }
            AgentLink link = join(where);
            joined = true;
            return link;
        } catch (FeedException e) {
            boolean unfit = replaceable && !joined && host.ends() + delivery.refusals() >= MOST_ENDS;
            throw unfit ? new FeedException(String.valueOf(e.getMessage()), true, e) : e;
        } catch (InterruptedException e) {
            host.remove();
            throw e;
        }
    }

    /// The agent may still be starting: until it says something, joining is tried again. Each try starts a Java
    /// virtual machine beside the agent, which takes from it the processor time that it needs to start: the
    /// pauses grow.
    private AgentLink join(CaptureHost.Place where) throws FeedException, InterruptedException {
        ExecCommand command =
                new ExecCommand(where.namespace(), where.pod(), where.container(), AgentScripts.attach(settings));
        long until = System.nanoTime() + timing.answer().toNanos();
        Duration pause = timing.look();
        while (true) {
            ExecChannel channel = ClusterExec.open(client, command, timing.answer(), line -> {});
            if (speaks(channel, until)) {
                return new ExecLink(channel, timing);
            }
            String said = String.join(" ", channel.errorLines());
            ExecEnd end = channel.end().getNow(new ExecEnd.Cut(said));
            channel.close();
            // The container may have ended meanwhile, which says more.
            if (end instanceof ExecEnd.Failed(String message)) {
                host.ready(state -> {});
                throw new FeedException(Messages.text("agent.missing", settings.running(), message), true);
            }
            Duration rest = Duration.ofNanos(until - System.nanoTime());
            Thread.sleep(shorter(pause, rest));
            if (rest.compareTo(pause) < 0) {
                throw new FeedException(
                        Messages.text("agent.late", timing.answer().toSeconds(), said), false);
            }
            host.ready(state -> {});
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean speaks(ExecChannel channel, long until) throws InterruptedException {
        try {
            while (System.nanoTime() - until < 0) {
                if (channel.hasOutput()) {
                    return true;
                }
                if (channel.end().isDone()) {
                    return false;
                }
                Thread.sleep(10);
            }
            return false;
        } catch (InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void end() throws InterruptedException {
        host.remove();
    }

    @Override
    public void remove() throws InterruptedException {
        host.remove();
    }
}
