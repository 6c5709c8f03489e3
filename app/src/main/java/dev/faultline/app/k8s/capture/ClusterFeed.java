package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.exec.ExecChannel;
import dev.faultline.app.k8s.exec.ExecCommand;
import dev.faultline.app.k8s.exec.ExecEnd;
import dev.faultline.app.live.Feed;
import dev.faultline.app.live.FeedConnection;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.PacketFeed;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Packets of one site of a cluster, by a tcpdump there.
public final class ClusterFeed implements PacketFeed, SiteFeed {
    private static final int NO_SUCH_COMMAND = 127;

    private final KubernetesClient client;
    private final CaptureSettings settings;
    private final CaptureSite site;
    private final CaptureHost host;
    private final Timing timing;
    private final ScheduledExecutorService beats;
    private final Clock clock;
    private volatile PcapFilter filter;
    private volatile @Nullable TcpdumpConnection connection;

    /// @param beats sends the signs of life
    ClusterFeed(
            KubernetesClient client,
            CaptureSettings settings,
            CaptureSite site,
            CaptureHost host,
            Timing timing,
            ScheduledExecutorService beats,
            Clock clock) {
        this.client = client;
        this.settings = settings;
        this.site = site;
        this.host = host;
        this.timing = timing;
        this.beats = beats;
        this.clock = clock;
        filter = site.filter();
    }

    @Override
    public FeedPlace place() {
        return site.place();
    }

    /// The capture filter.
    public PcapFilter filter() {
        return filter;
    }

    @Override
    public Feed feed() {
        return this;
    }

    /// Tcpdump is started anew, in the same container.
    @Override
    public void refilter(PcapFilter other) {
        if (!other.equals(filter)) {
            filter = other;
            TcpdumpConnection open = connection;
            if (open != null) {
                open.restart(Messages.text("capture.refilter"));
            }
        }
    }

    @Override
    public FeedConnection open(Consumer<FeedState> progress) throws FeedException, InterruptedException {
        try {
            CaptureHost.Place where = host.ready(progress);
            TcpdumpConnection opened = connect(where);
            connection = opened;
            return opened;
        } catch (InterruptedException e) {
            host.remove();
            throw e;
        }
    }

    private TcpdumpConnection connect(CaptureHost.Place where) throws FeedException, InterruptedException {
        TcpdumpReport report = new TcpdumpReport();
        ExecCommand command = new ExecCommand(
                where.namespace(),
                where.pod(),
                where.container(),
                CaptureScripts.tcpdump(settings, filter.text(), timing.silence()));
        ExecChannel channel =
                ClusterExec.open(client, command, timing.answer(), line -> report.line(line, clock.instant()));
        awaitListening(channel, report);
        TcpdumpConnection opened = new TcpdumpConnection(channel, report, host, timing);
        opened.start(beats);
        return opened;
    }

    private void awaitListening(ExecChannel channel, TcpdumpReport report) throws FeedException, InterruptedException {
        long until = System.nanoTime() + timing.answer().toNanos();
        try {
            while (!report.ready().await(50, TimeUnit.MILLISECONDS)) {
                if (channel.end().isDone()) {
                    throw failed(channel.end().join(), report);
                }
                if (System.nanoTime() - until > 0) {
                    channel.close();
                    throw new FeedException(
                            Messages.text(
                                    "capture.tcpdump.late", timing.answer().toSeconds(), report.trouble()),
                            false);
                }
            }
        } catch (InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    private FeedException failed(ExecEnd end, TcpdumpReport report) {
        String said = report.trouble();
        return switch (end) {
            case ExecEnd.Exited(int code)
            when code == NO_SUCH_COMMAND ->
                new FeedException(Messages.text("capture.tcpdump.missing", settings.image(), said), true);
            case ExecEnd.Exited(int code)
            when isNotPermitted(said) -> new FeedException(Messages.text("capture.tcpdump.permission", said), true);
            case ExecEnd.Exited(int code) ->
                new FeedException(Messages.text("capture.tcpdump.ended", String.valueOf(code), said), false);
            case ExecEnd.Failed(String message) ->
                new FeedException(
                        Messages.text("capture.exec.failed", site.place().label(), message), true);
            case ExecEnd.Cut(String why) -> new FeedException(why, false);
        };
    }

    private static boolean isNotPermitted(String said) {
        return said.contains("permitted") || said.contains("permission");
    }

    @Override
    public void remove() throws InterruptedException {
        TcpdumpConnection open = connection;
        if (open != null) {
            open.close();
        }
        host.remove();
    }
}
