package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.exec.ExecChannel;
import dev.faultline.app.k8s.exec.ExecEnd;
import dev.faultline.app.live.FeedConnection;
import dev.faultline.app.live.FeedEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A tcpdump that runs. Sends it signs of life, and counts it as gone when it sends none.
final class TcpdumpConnection implements FeedConnection {
    private static final byte[] BEAT = line("beat");
    private static final byte[] COUNT = line("count");
    private static final byte[] END = line("end");
    private static final int BEATS_BETWEEN_COUNTS = 2;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ExecChannel channel;
    private final TcpdumpReport report;
    private final CaptureHost host;
    private final Timing timing;
    private @Nullable ScheduledFuture<?> beating;
    private int beats;
    private volatile boolean stopping;
    private volatile @Nullable String restarted;

    TcpdumpConnection(ExecChannel channel, TcpdumpReport report, CaptureHost host, Timing timing) {
        this.channel = channel;
        this.report = report;
        this.host = host;
        this.timing = timing;
    }

    private static byte[] line(String word) {
        return (word + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    synchronized void start(ScheduledExecutorService executor) {
        long nanos = timing.beat().toNanos();
        beating = executor.scheduleAtFixedRate(this::beat, 0, nanos, TimeUnit.NANOSECONDS);
    }

    private void beat() {
        if (System.nanoTime() - channel.lastSign() > timing.silence().toNanos()) {
            channel.cut(Messages.text("capture.silent", timing.silence().toSeconds()));
            return;
        }
        try {
            channel.send(BEAT, Duration.ZERO);
            beats++;
            if (beats % BEATS_BETWEEN_COUNTS == 0) {
                channel.send(COUNT, timing.beat());
            }
        } catch (IOException e) {
            // It takes nothing now; if that stays so, it also says nothing, and is given up above.
        }
    }

    @Override
    public InputStream packets() {
        return channel.output();
    }

    @Override
    public Duration clockOffset() {
        return report.clockOffset();
    }

    @Override
    public long lastSign() {
        return channel.lastSign();
    }

    @Override
    public long dropped() {
        return Math.max(0, report.droppedByKernel()) + Math.max(0, report.droppedByInterface());
    }

    @Override
    public FeedEnd end() {
        ExecEnd end = awaitEnd(LAST_WORDS);
        String restart = restarted;
        if (restart != null) {
            return ended(false, restart);
        }
        return switch (end) {
            case ExecEnd.Exited(int code) when stopping -> ended(true, "");
            case ExecEnd.Exited(int code) ->
                ended(false, Messages.text("capture.tcpdump.ended", String.valueOf(code), report.trouble()));
            case ExecEnd.Failed(String message) -> ended(false, message);
            case ExecEnd.Cut(String why) -> ended(stopping, stopping ? "" : why);
        };
    }

    private FeedEnd ended(boolean orderly, String why) {
        return new FeedEnd(
                orderly, why.strip(), report.captured(), report.droppedByKernel(), report.droppedByInterface());
    }

    private ExecEnd awaitEnd(Duration patience) {
        try {
            return channel.end().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ExecEnd.Cut(Messages.text("exec.closed"));
        } catch (ExecutionException | TimeoutException e) {
            return new ExecEnd.Cut(Messages.text("exec.closed"));
        }
    }

    /// Ends tcpdump, to be started anew in the same container.
    void restart(String why) {
        restarted = why;
        finish();
    }

    /// Asks tcpdump to end, which gives its last packets and counts; it is not waited for longer than a moment.
    private void finish() {
        stopBeating();
        if (!channel.end().isDone()) {
            try {
                channel.send(END, timing.beat());
                var _ = awaitEnd(LAST_WORDS);
            } catch (IOException e) {
                // The connection is gone: the far end will notice that it hears nothing.
            }
        }
        channel.close();
    }

    private synchronized void stopBeating() {
        if (beating != null) {
            beating.cancel(false);
        }
    }

    /// Where the connection broke, what was made stays for the next one.
    @Override
    public void close() {
        boolean keep = restarted != null || (!stopping && channel.end().isDone());
        stopping = true;
        finish();
        if (!keep) {
            try {
                host.remove();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
