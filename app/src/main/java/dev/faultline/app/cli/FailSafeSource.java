package dev.faultline.app.cli;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import dev.faultline.engine.capture.PacketBatch;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source that ends where it cannot be read on, so that what was read before is analysed and told as usual.
final class FailSafeSource implements CaptureSource {
    private final CaptureSource source;
    private volatile @Nullable IOException failure;

    FailSafeSource(CaptureSource source) {
        this.source = source;
    }

    /// Why it could not be read on, or null.
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public boolean read(PacketBatch batch) {
        try {
            return failure == null && source.read(batch);
        } catch (IOException e) {
            failure = e;
            batch.clear();
            return false;
        }
    }

    @Override
    public String format() {
        return source.format();
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return source.interfaces();
    }

    @Override
    public CaptureStatistics statistics() {
        CaptureStatistics statistics = source.statistics();
        IOException cause = failure;
        if (cause == null || statistics.truncation() != null) {
            return statistics;
        }
        return new CaptureStatistics(
                statistics.packets(),
                statistics.bytes(),
                statistics.sourceBytes(),
                statistics.sourceSize(),
                statistics.droppedByInterface(),
                statistics.droppedByKernel(),
                statistics.cutPackets(),
                new Truncation(statistics.sourceBytes(), statistics.packets(), Problems.reason(cause)),
                statistics.warnings());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
