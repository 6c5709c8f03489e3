package dev.faultline.engine.capture;

import dev.faultline.engine.common.IpAddress;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Hands out packets in batches: a file, a live interface, an agent.
///
/// Used by one thread, save for [#statistics()], which any thread may read at any time.
public interface CaptureSource extends Closeable {

    /// Empties `batch` and fills it with the next packets, in the order of the capture. A live source that is
    /// quiet blocks, or hands out batches without packets that tell how far time has come.
    ///
    /// A damaged or cut source is not an error: what could be read is delivered, and
    /// [CaptureStatistics#truncation()] then says where and why it ended.
    ///
    /// @return false when the capture has ended
    /// @throws IOException when the source cannot be read on; everything read before has been delivered
    boolean read(PacketBatch batch) throws IOException;

    /// `pcap`, `pcapng`, …: the format's name as users know it.
    String format();

    /// The interfaces seen so far; an interface's id is its index. Grows while the capture is read.
    List<CaptureInterface> interfaces();

    /// Names of addresses that the capture brings along (pcapng name resolution blocks), as far as it was read.
    /// Any thread may look.
    default Map<IpAddress, List<String>> names() {
        return Map.of();
    }

    /// Whether it is captured now, so that what it loses is told as soon as it is known, not only at the end.
    default boolean isLive() {
        return false;
    }

    /// What has been read and lost until now.
    CaptureStatistics statistics();

    @Override
    void close() throws IOException;
}
