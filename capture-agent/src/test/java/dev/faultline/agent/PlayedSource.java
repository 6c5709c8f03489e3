package dev.faultline.agent;

import dev.faultline.agent.ring.CaptureFilter;
import dev.faultline.agent.ring.LiveSource;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A capture file as if it were captured now. Behind its packets, one that is held is quiet until it is
/// finished or closed.
final class PlayedSource implements LiveSource {
    private final CaptureSource file;
    private final BlockingQueue<CaptureFilter> filters = new LinkedBlockingQueue<>();
    private final CountDownLatch played = new CountDownLatch(1);
    private volatile boolean held;
    private volatile int oneFlowIn = 1;

    private PlayedSource(CaptureSource file, boolean held) {
        this.file = file;
        this.held = held;
    }

    static PlayedSource of(Path capture) throws IOException {
        return new PlayedSource(CaptureFiles.open(capture, Limits.DEFAULT), false);
    }

    static PlayedSource held(Path capture) throws IOException {
        return new PlayedSource(CaptureFiles.open(capture, Limits.DEFAULT), true);
    }

    @Override
    public void finish() {
        held = false;
    }

    /// Waits until all packets were read and analysed.
    void awaitPlayed() throws InterruptedException {
        if (!played.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not played");
        }
    }

    CaptureFilter nextFilter() throws InterruptedException {
        return Objects.requireNonNull(filters.poll(10, TimeUnit.SECONDS), "no filter came");
    }

    @Override
    public boolean read(PacketBatch batch) throws IOException {
        if (file.read(batch)) {
            return true;
        }
        played.countDown();
        batch.clear();
        try {
            TimeUnit.MILLISECONDS.sleep(held ? 10 : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return held;
    }

    @Override
    public void filter(CaptureFilter other) {
        filters.add(other);
    }

    @Override
    public void interfaces(Set<String> only, Set<String> without) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sample(int oneIn) {
        oneFlowIn = oneIn;
    }

    /// One flow in so many is wanted.
    int oneFlowIn() {
        return oneFlowIn;
    }

    @Override
    public String format() {
        return "live";
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return file.interfaces();
    }

    @Override
    public CaptureStatistics statistics() {
        return file.statistics();
    }

    @Override
    public void close() throws IOException {
        held = false;
        file.close();
    }
}
