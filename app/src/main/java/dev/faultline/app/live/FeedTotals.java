package dev.faultline.app.live;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// What all connections of a feed have brought, one after the other. Written by the thread that reads.
final class FeedTotals {
    private static final int MOST_WARNINGS = 20;

    private final FeedPlace place;
    private final List<CaptureInterface> interfaces = new CopyOnWriteArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private CaptureStatistics ended = new CaptureStatistics(0, 0, 0, -1, 0, 0, 0, null, List.of());
    private volatile CaptureStatistics statistics = ended;
    private volatile String format = "";
    private int firstInterface;

    FeedTotals(FeedPlace place) {
        this.place = place;
    }

    /// A connection has brought more.
    void update(CaptureSource connection) {
        format = connection.format();
        takeInterfaces(connection.interfaces());
        statistics = plus(connection.statistics(), null);
    }

    /// A connection has ended.
    ///
    /// @param connection null when nothing came of it
    void end(@Nullable CaptureSource connection, FeedEnd end) {
        if (connection != null) {
            connection.statistics().warnings().stream()
                    .limit(MOST_WARNINGS - warnings.size())
                    .forEach(warnings::add);
        }
        CaptureStatistics nothing = new CaptureStatistics(0, 0, 0, -1, 0, 0, 0, null, List.of());
        ended = plus(connection == null ? nothing : connection.statistics(), end);
        statistics = ended;
    }

    /// Where a connection's interfaces begin among all: the same ones again after most interruptions.
    int firstInterface() {
        return firstInterface;
    }

    private void takeInterfaces(List<CaptureInterface> current) {
        int known = interfaces.size() - firstInterface;
        for (int i = 0; i < Math.min(known, current.size()); i++) {
            if (!isSame(interfaces.get(firstInterface + i), current.get(i))) {
                firstInterface = interfaces.size();
                known = 0;
                break;
            }
        }
        for (int i = known; i < current.size(); i++) {
            interfaces.add(named(current.get(i)));
        }
    }

    private boolean isSame(CaptureInterface known, CaptureInterface other) {
        CaptureInterface named = named(other);
        return known.linkType() == named.linkType() && known.name().equals(named.name());
    }

    /// The interface, called after the place, as `eth0` is on every node.
    private CaptureInterface named(CaptureInterface original) {
        String label = place.label();
        boolean plain = original.name().isEmpty() || original.name().equals(label);
        return new CaptureInterface(
                interfaces.size(),
                plain ? label : label + "/" + original.name(),
                original.description(),
                original.linkType(),
                original.snapLength());
    }

    private CaptureStatistics plus(CaptureStatistics connection, @Nullable FeedEnd end) {
        List<String> said = new ArrayList<>(warnings);
        said.addAll(connection.warnings().stream()
                .filter(w -> !warnings.contains(w))
                .toList());
        return new CaptureStatistics(
                ended.packets() + connection.packets(),
                ended.bytes() + connection.bytes(),
                ended.sourceBytes() + connection.sourceBytes(),
                -1,
                ended.droppedByInterface()
                        + Math.max(connection.droppedByInterface(), end == null ? 0 : end.droppedByInterface()),
                ended.droppedByKernel()
                        + Math.max(connection.droppedByKernel(), end == null ? 0 : end.droppedByKernel()),
                ended.cutPackets() + connection.cutPackets(),
                null,
                said);
    }

    List<CaptureInterface> interfaces() {
        return Collections.unmodifiableList(interfaces);
    }

    CaptureStatistics statistics() {
        return statistics;
    }

    String format() {
        return format;
    }
}
