package dev.faultline.app.cli;

import dev.faultline.agent.telemetry.CaptureFigures;
import dev.faultline.agent.telemetry.EndName;
import dev.faultline.agent.telemetry.EndNames;
import dev.faultline.agent.telemetry.Telemetry;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.LiveListener;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.names.NamedCondition;
import dev.faultline.engine.finding.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A live session whose findings and figures go to collectors, with the names that it knows.
final class LiveExport implements LiveListener, Closeable {
    private static final int UNKNOWN_FLOWS = -1;

    private final Telemetry telemetry;
    private volatile List<FeedStatus> feeds;

    private LiveExport(Telemetry.Targets targets, LiveSession session, Predicate<Finding> wanted, Consumer<String> say)
            throws IOException {
        feeds = session.feeds();
        telemetry = Telemetry.start(
                targets,
                new Telemetry.Sender(
                        "faultline", Version.number(), UUID.randomUUID().toString(), host(), names(session.names())),
                NamedCondition.with(wanted, session.names()),
                () -> feeds.stream().map(LiveExport::figures).toList(),
                say);
    }

    /// Tells from now on.
    ///
    /// @param wanted chooses findings
    /// @param say takes sentences for people
    /// @throws IOException when the file for metrics cannot be written
    static LiveExport start(
            Telemetry.Targets targets, LiveSession session, Predicate<Finding> wanted, Consumer<String> say)
            throws IOException {
        LiveExport export = new LiveExport(targets, session, wanted, say);
        session.listen(export);
        return export;
    }

    private static EndNames names(EndpointNames names) {
        return (end, nanos) -> {
            AddressName name = names.at(end, nanos);
            return new EndName(name.pod(), name.namespace(), name.workload(), name.service(), name.node());
        };
    }

    private static CaptureFigures figures(FeedStatus feed) {
        return new CaptureFigures(
                feed.place().label(),
                feed.packets(),
                feed.bytes(),
                Map.of("capture", feed.dropped()),
                UNKNOWN_FLOWS,
                0);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public void onFindings(FeedPlace place, List<Finding> findings) {
        findings.forEach(telemetry::found);
    }

    @Override
    public void onFeeds(List<FeedStatus> now) {
        feeds = now;
    }

    /// Tells what there is, for some seconds at most.
    @Override
    public void close() throws IOException {
        telemetry.close();
    }
}
