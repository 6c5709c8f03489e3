package dev.faultline.app.flow;

/// A row of the ladder.
public sealed interface LadderRow {

    /// One packet.
    record OnePacket(int packet) implements LadderRow {}

    /// A stretch of time with no packet.
    ///
    /// @param before the packet that ends it
    /// @param nanos how long
    record Idle(int before, long nanos) implements LadderRow {}

    /// Packets of one sort, folded into one row.
    ///
    /// @param sort what they have in common
    /// @param from first packet
    /// @param to last packet, inclusive
    /// @param toServer segments with data that the client sent
    /// @param bytesToServer their bytes
    /// @param toClient segments with data that the server sent
    /// @param bytesToClient their bytes
    record Fold(Sort sort, int from, int to, int toServer, long bytesToServer, int toClient, long bytesToClient)
            implements LadderRow {

        /// Number of packets.
        public int packets() {
            return to - from + 1;
        }

        /// The bytes of data in both directions.
        public long bytes() {
            return bytesToServer + bytesToClient;
        }
    }

    /// Packets that were left out, as there were too many to look at.
    ///
    /// @param count how many
    record LeftOut(long count) implements LadderRow {}

    /// The end of the capture.
    ///
    /// @param nanos how long after the last packet
    record CaptureEnd(long nanos) implements LadderRow {}

    /// What folded packets have in common.
    enum Sort {
        /// Data and acknowledgments, with no sign of loss.
        TRANSFER,
        /// Keep-alive probes and their answers.
        KEEP_ALIVE,
        /// Repeated acknowledgments that say something is missing.
        DUPLICATE_ACK
    }
}
