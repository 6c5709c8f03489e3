package dev.faultline.app.live;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// Packets that are piped in while they are captured: while none come, it tells the time by the last one, so
/// that timers run out. A pipe gives no sign of life; it counts as alive until it ends.
public final class StreamSource implements CaptureSource {
    private final PumpedStream bytes;
    private final CaptureSource packets;
    private final FeedPace pace;
    private long packetTime = PacketBatch.NO_TIME;
    private long packetCame;

    private StreamSource(PumpedStream bytes, CaptureSource packets, FeedPace pace) {
        this.bytes = bytes;
        this.packets = packets;
        this.pace = pace;
    }

    /// Waits for the header of the capture. Closing the source closes the stream.
    ///
    /// @param name for messages
    /// @throws dev.faultline.engine.capture.file.UnreadableCaptureException when it is no capture of a known
    /// format
    public static StreamSource open(InputStream stream, String name, Limits limits) throws IOException {
        return open(stream, name, limits, FeedPace.USUAL);
    }

    static StreamSource open(InputStream stream, String name, Limits limits, FeedPace pace) throws IOException {
        PumpedStream bytes =
                new PumpedStream(stream, "faultline-stream", pace.tick().toNanos(), () -> true);
        return new StreamSource(bytes, CaptureFiles.open(bytes, name, limits), pace);
    }

    @Override
    public boolean read(PacketBatch batch) throws IOException {
        try {
            if (packetTime != PacketBatch.NO_TIME && !bytes.await(pace.tick().toNanos())) {
                batch.clear();
                long passed =
                        pace.nanoTime().getAsLong() - packetCame - pace.margin().toNanos();
                if (passed > 0) {
                    batch.quietUntil(packetTime + passed);
                }
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            batch.clear();
            return false;
        }
        boolean more = packets.read(batch);
        if (batch.size() > 0) {
            packetTime = batch.timestamp(batch.size() - 1);
            packetCame = pace.nanoTime().getAsLong();
        }
        return more;
    }

    @Override
    public String format() {
        return packets.format();
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return packets.interfaces();
    }

    @Override
    public Map<IpAddress, List<String>> names() {
        return packets.names();
    }

    @Override
    public CaptureStatistics statistics() {
        return packets.statistics();
    }

    @Override
    public void close() throws IOException {
        packets.close();
    }
}
