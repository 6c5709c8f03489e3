package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;

/// How large the segments of one end are, and which sizes arrive.
public final class SegmentSizes {
    /// Of an end that has sent no data.
    static final SegmentSizes NONE = new SegmentSizes();

    private static final int OFTEN = 3;
    /// Payload of the largest Ethernet frame without jumbo frames.
    private static final int MOST_ON_THE_WIRE = 1460;

    private int outstanding;
    private int outstandingEnd;
    private int delivered;
    private int oversize;
    private int oversizes;
    private boolean offloaded;
    private long quiet;

    SegmentSizes() {}

    /// A segment with new data was sent.
    ///
    /// @param mss maximum segment size of the peer, or 0
    /// @param end number after it
    /// @param peerQuiet how long the peer had been silent, nanoseconds
    /// @return bits of [TransferEvents]
    int sent(int payload, int mss, int end, long peerQuiet) {
        int wire = mss == 0 ? payload : Math.min(payload, mss);
        if (wire > outstanding) {
            outstanding = wire;
            outstandingEnd = end;
            quiet = peerQuiet;
        }
        return mss != 0 && payload > mss ? oversized(payload) : 0;
    }

    /// The peer's maximum segment size was exceeded. Where some segments are far larger, the capture shows them
    /// before they are cut, or after they were put together.
    private int oversized(int payload) {
        offloaded |= payload > MOST_ON_THE_WIRE;
        oversizes = payload == oversize ? oversizes + 1 : 1;
        oversize = payload;
        return !offloaded && oversizes == OFTEN ? TransferEvents.TOO_LARGE : 0;
    }

    /// The peer has acknowledged everything before `ack`.
    void acknowledged(int ack) {
        if (outstanding > 0 && SequenceNumber.atOrAfter(ack, outstandingEnd)) {
            delivered = Math.max(delivered, outstanding);
            outstanding = 0;
        }
    }

    /// The largest payload that the peer has acknowledged, or 0.
    public int delivered() {
        return delivered;
    }

    /// How long the peer had been silent when the largest outstanding payload was sent, nanoseconds.
    public long quiet() {
        return quiet;
    }

    /// The payload of the segments that exceeded the peer's maximum last.
    public int oversize() {
        return oversize;
    }
}
