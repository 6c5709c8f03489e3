package dev.faultline.engine.evidence;

import dev.faultline.engine.finding.Finding;

/// A flow whose packets are put aside: up to where that was done, and how many more are wanted.
final class FollowedFlow {
    final long key;
    /// The latest packet in the ring that was looked at.
    long done = PacketRing.NONE;
    /// Time of its first packet that was kept.
    long since;

    /// Whether earlier packets of it may have been seen and are not kept.
    boolean cut;
    /// Stream of its latest packet in the file, or -1.
    int stream = -1;
    /// Packets still wanted, until a time.
    int wanted;

    long until;
    boolean active;
    /// Packets put aside until now.
    int written;
    /// The finding that they are put aside for now.
    Finding finding;

    FollowedFlow(long key, Finding finding) {
        this.key = key;
        this.finding = finding;
    }
}
