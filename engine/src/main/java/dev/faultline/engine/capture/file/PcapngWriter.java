package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// Writes a pcapng file (draft-ietf-opsawg-pcapng): one section, little-endian, times in nanoseconds. Used by
/// one thread.
public final class PcapngWriter implements Closeable {

    /// Begins the file. Closing the writer closes `out`, which it buffers.
    ///
    /// @param application name and version of the program, for the section header
    public PcapngWriter(OutputStream out, String application) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Writes names of addresses. Wireshark uses those that come before the packets.
    public void writeNames(Map<IpAddress, List<String>> names) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Describes an interface; its own `id` does not matter.
    ///
    /// @return its id in this file
    public int addInterface(CaptureInterface captureInterface) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Writes a packet of a batch.
    ///
    /// @param interfaceId what [#addInterface] gave
    /// @param comments shown by Wireshark with the packet
    public void write(PacketBatch batch, int index, int interfaceId, List<String> comments) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Writes a packet that was read again.
    public void write(CapturedPacket packet, int interfaceId, List<String> comments) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Tells how many packets an interface received and dropped.
    public void writeStatistics(int interfaceId, long timestamp, long received, long dropped) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
