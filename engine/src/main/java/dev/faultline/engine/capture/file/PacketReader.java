package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// Reads single packets of a file again, by the position that an analysis noted. Used by one thread.
///
/// Packets of an uncompressed file are read at their place, save that a pcapng file is read once up to them, as
/// only that tells its interfaces. A compressed file is read forward, so ask for its packets in ascending
/// order.
public final class PacketReader implements Closeable {
    private static final int BATCH_BYTES = 1 << 18;
    private static final int BATCH_PACKETS = 4096;
    private static final int SINGLE_BYTES = 1 << 12;

    private final Path file;
    private final Limits limits;
    private final PacketBatch batch = new PacketBatch(BATCH_BYTES, BATCH_PACKETS);
    /// With room for one packet, so that no block after it is taken twice.
    private final PacketBatch single = new PacketBatch(SINGLE_BYTES, 1);

    private RecordSource source;

    private PacketReader(Path file, Limits limits) throws IOException {
        this.file = file;
        this.limits = limits;
        source = CaptureFiles.source(file, limits);
    }

    /// Opens the file that was analysed.
    ///
    /// @throws IOException when the file cannot be read, or is no capture any more
    public static PacketReader open(Path file, Limits limits) throws IOException {
        return new PacketReader(file, limits);
    }

    /// The packet whose record begins at `position` of the uncompressed file.
    ///
    /// @throws IOException when there is no packet, as the file has changed
    public CapturedPacket read(long position) throws IOException {
        int index = indexOf(position);
        if (index >= 0) {
            return packet(batch, index);
        }
        if (source.jump(position)) {
            if (source.read(single) && single.position(0) == position) {
                return packet(single, 0);
            }
            throw gone(position);
        }
        return search(position);
    }

    private CapturedPacket search(long position) throws IOException {
        if (!source.resume(position)) {
            source.close();
            batch.clear();
            source = CaptureFiles.source(file, limits);
        }
        while (source.read(batch)) {
            int index = indexOf(position);
            if (index >= 0) {
                return packet(batch, index);
            }
            if (batch.position(batch.size() - 1) > position) {
                break;
            }
        }
        throw gone(position);
    }

    private IOException gone(long position) {
        return new IOException(Texts.text("packet.gone", file, position));
    }

    /// Index in the batch of the packet at `position`, or negative.
    private int indexOf(long position) {
        int low = 0;
        int high = batch.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = batch.position(middle);
            if (found == position) {
                return middle;
            }
            if (found < position) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private CapturedPacket packet(PacketBatch from, int index) {
        byte[] bytes =
                from.memory().asSlice(from.offset(index), from.captured(index)).toArray(ValueLayout.JAVA_BYTE);
        return new CapturedPacket(
                MemorySegment.ofArray(bytes),
                from.length(index),
                from.timestamp(index),
                from.linkType(index),
                source.interfaces().get(from.interfaceId(index)));
    }

    @Override
    public void close() throws IOException {
        batch.close();
        single.close();
        source.close();
    }
}
