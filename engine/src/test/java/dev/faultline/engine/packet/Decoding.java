package dev.faultline.engine.packet;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Decodes frames given as arrays. A frame lies at the very end of the memory, so that one byte read too many
/// is an exception.
final class Decoding implements AutoCloseable {
    static final int ETHERNET = 1;
    private static final int ROOM = 1 << 18;

    private final PacketBatch batch = new PacketBatch(ROOM, 1);
    private final PacketDecoder decoder;
    private long frame;
    private long timestamp;

    Decoding() {
        this(new PacketDecoder(Limits.DEFAULT));
    }

    Decoding(PacketDecoder decoder) {
        this.decoder = decoder;
    }

    PacketDecoder decoder() {
        return decoder;
    }

    /// Lets capture time pass.
    void sleep(long seconds) {
        timestamp += seconds * 1_000_000_000L;
    }

    Packet ethernet(int type, byte[] payload) {
        return frame(ETHERNET, Frames.ethernet(type, payload));
    }

    /// An IPv4 packet with no link layer.
    Packet ip(byte[] packet) {
        return frame(101, packet);
    }

    Packet frame(int linkType, byte[] frame) {
        return cut(linkType, frame, frame.length, frame.length);
    }

    /// A frame of which only the first bytes are there.
    ///
    /// @param captured bytes that are there
    /// @param length bytes that there were
    Packet cut(int linkType, byte[] bytes, int captured, int length) {
        int offset = ROOM - captured;
        MemorySegment.copy(bytes, 0, batch.memory(), ValueLayout.JAVA_BYTE, offset, captured);
        batch.clear();
        batch.add(++frame, offset, captured, length, timestamp, 0, linkType, -1);
        return decoder.decode(batch, 0);
    }

    @Override
    public void close() {
        batch.close();
    }
}
