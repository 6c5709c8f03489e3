package dev.faultline.engine.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a source has read and lost.
///
/// @param packets packets delivered
/// @param bytes captured bytes delivered, without the file's own headers
/// @param sourceBytes bytes consumed of the source as stored (compressed ones where it is compressed)
/// @param sourceSize bytes that the source has in all, or -1 when unknown
/// @param droppedByInterface packets that the interface dropped (pcapng `isb_ifdrop`)
/// @param droppedByKernel packets that the system dropped (pcapng `isb_osdrop`)
/// @param cutPackets packets captured shorter than they were on the wire (snap length)
/// @param truncation why the source ended early, or null when it ended well
/// @param warnings what was odd but could be read, in the order it was met
public record CaptureStatistics(
        long packets,
        long bytes,
        long sourceBytes,
        long sourceSize,
        long droppedByInterface,
        long droppedByKernel,
        long cutPackets,
        @Nullable Truncation truncation,
        List<String> warnings) {

    /// The same with more packets that the system dropped.
    public CaptureStatistics withDropped(long more) {
        return new CaptureStatistics(
                packets,
                bytes,
                sourceBytes,
                sourceSize,
                droppedByInterface,
                droppedByKernel + more,
                cutPackets,
                truncation,
                warnings);
    }

    /// Where a capture stopped being readable.
    ///
    /// @param offset byte in the (uncompressed) source at which the unreadable part begins
    /// @param packets packets read before it
    /// @param reason one sentence for people
    public record Truncation(long offset, long packets, String reason) {}
}
