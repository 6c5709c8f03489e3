package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// Writes a pcapng file (draft-ietf-opsawg-pcapng): one section, little-endian, times in nanoseconds. Used by
/// one thread.
///
/// What has been written is a whole file at any time; to be safe from half files, write to another name and
/// move it.
public final class PcapngWriter implements Closeable {
    private static final int LITTLE_ENDIAN_MAGIC = 0x1a2b3c4d;
    private static final int COMMENT = 1;
    private static final int NAME = 2;
    private static final int DESCRIPTION = 3;
    private static final int APPLICATION = 4;
    private static final int RESOLUTION = 9;
    private static final byte[] NANOSECONDS = {9};
    private static final int RECEIVED = 4;
    private static final int DROPPED_BY_INTERFACE = 5;
    private static final int DROPPED_BY_KERNEL = 7;
    private static final int IPV4_RECORD = 1;
    private static final int IPV6_RECORD = 2;
    private static final int NAMES_BLOCK_BYTES = 1 << 20;

    private final OutputStream out;
    private final BlockBuffer block = new BlockBuffer();
    private int interfaces;
    private long position;

    /// Begins the file. Closing the writer closes `out`, which it buffers.
    ///
    /// @param application name and version of the program, for the section header
    public PcapngWriter(OutputStream out, String application) throws IOException {
        this.out = new BufferedOutputStream(out, 1 << 16);
        block.begin(PcapngBlocks.SECTION);
        block.int32(LITTLE_ENDIAN_MAGIC);
        block.int16(1);
        block.int16(0);
        block.int64(-1);
        block.option(APPLICATION, application);
        position += block.end(this.out);
    }

    /// Writes names of addresses. Wireshark uses those that come before the packets.
    public void writeNames(Map<IpAddress, List<String>> names) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        block.begin(PcapngBlocks.NAMES);
        for (Map.Entry<IpAddress, List<String>> entry : names.entrySet()) {
            if (block.size() > NAMES_BLOCK_BYTES) {
                block.int32(0);
                position += block.end(out);
                block.begin(PcapngBlocks.NAMES);
            }
            int type = entry.getKey().version() == 4 ? IPV4_RECORD : IPV6_RECORD;
            block.nameRecord(type, entry.getKey().bytes(), entry.getValue());
        }
        block.int32(0);
        position += block.end(out);
    }

    /// Describes an interface; its own `id` does not matter.
    ///
    /// @return its id in this file
    public int addInterface(CaptureInterface captureInterface) throws IOException {
        block.begin(PcapngBlocks.INTERFACE);
        block.int16(captureInterface.linkType());
        block.int16(0);
        block.int32(captureInterface.snapLength());
        block.option(NAME, captureInterface.name());
        block.option(DESCRIPTION, captureInterface.description());
        block.option(RESOLUTION, NANOSECONDS);
        position += block.end(out);
        return interfaces++;
    }

    /// Writes a packet of a batch.
    ///
    /// @param interfaceId what [#addInterface] gave
    /// @param comments shown by Wireshark with the packet
    public void write(PacketBatch batch, int index, int interfaceId, List<String> comments) throws IOException {
        MemorySegment bytes = batch.memory().asSlice(batch.offset(index), batch.captured(index));
        write(bytes, batch.length(index), batch.timestamp(index), interfaceId, comments);
    }

    /// Writes a packet that was read again.
    public void write(CapturedPacket packet, int interfaceId, List<String> comments) throws IOException {
        write(packet.bytes(), packet.length(), packet.timestamp(), interfaceId, comments);
    }

    private void write(MemorySegment bytes, int length, long timestamp, int interfaceId, List<String> comments)
            throws IOException {
        requireInterface(interfaceId);
        block.begin(PcapngBlocks.PACKET);
        block.int32(interfaceId);
        block.time(timestamp);
        block.int32((int) bytes.byteSize());
        block.int32(length);
        block.bytes(bytes);
        for (String comment : comments) {
            block.option(COMMENT, comment);
        }
        position += block.end(out);
    }

    /// Tells how many packets an interface received and dropped until `timestamp`.
    ///
    /// @param received packets that came to it, or -1 when unknown
    /// @param droppedByInterface packets it had no room for, or -1 when unknown
    /// @param droppedByKernel packets that the system dropped, or -1 when unknown
    public void writeStatistics(
            int interfaceId, long timestamp, long received, long droppedByInterface, long droppedByKernel)
            throws IOException {
        requireInterface(interfaceId);
        block.begin(PcapngBlocks.STATISTICS);
        block.int32(interfaceId);
        block.time(timestamp);
        block.option(RECEIVED, received);
        block.option(DROPPED_BY_INTERFACE, droppedByInterface);
        block.option(DROPPED_BY_KERNEL, droppedByKernel);
        position += block.end(out);
    }

    private void requireInterface(int id) {
        if (id < 0 || id >= interfaces) {
            throw new IllegalArgumentException("interface " + id + " of " + interfaces);
        }
    }

    /// Where the next block will begin: bytes written so far.
    public long position() {
        return position;
    }

    /// Hands what is buffered to the stream below, for a file that somebody reads while it grows.
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
