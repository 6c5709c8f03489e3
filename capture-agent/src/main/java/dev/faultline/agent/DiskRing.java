package dev.faultline.agent;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.evidence.Parcel;
import dev.faultline.engine.evidence.ParcelBuilder;
import dev.faultline.engine.flow.FlowKey;
import dev.faultline.engine.packet.PacketDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The recent packets on disk: pcapng files of which the oldest goes when there is too much. Nothing of it is
/// left at the end; what an agent that was killed left is removed by the next one. A disk that fails ends it,
/// not the capture.
///
/// Used by the analysing thread, save for [#find] and [#close].
final class DiskRing implements Closeable {
    private static final System.Logger LOG = System.getLogger(DiskRing.class.getName());
    private static final int SEGMENTS = 8;
    private static final String PREFIX = "ring-";
    private static final String LOCK = "lock";

    private final Path folder;
    private final long segmentBytes;
    private final IntFunction<CaptureInterface> interfaces;
    private final boolean ownFolder;
    private final FileChannel lockFile;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Map<Integer, Integer> written = new HashMap<>();
    private @Nullable PcapngWriter writer;
    private long serial;
    private long expected;
    private boolean over;

    /// A file of the ring.
    ///
    /// @param firstFrame number of its first packet in the capture; those that follow count on from it
    record Segment(Path file, long firstFrame) {}

    /// Makes the folder, or empties the one that an agent left.
    ///
    /// @param bytes on disk at most
    /// @param interfaces gives an interface of the capture by its id
    /// @throws IOException when it cannot be made, or another agent uses it
    DiskRing(Path folder, long bytes, IntFunction<CaptureInterface> interfaces) throws IOException {
        this.folder = folder;
        this.interfaces = interfaces;
        segmentBytes = Math.max(1, bytes / SEGMENTS);
        // What an agent that was killed left is its successor's.
        ownFolder = !Files.exists(folder) || Files.exists(folder.resolve(LOCK));
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        lockFile = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lockFile.tryLock();
        if (lock == null) {
            lockFile.close();
            throw new IOException("another agent keeps packets in " + folder);
        }
        removeFiles();
    }

    private void removeFiles() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*.pcapng")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// A packet was captured.
    synchronized void accept(PacketBatch batch, int index) {
        if (over) {
            return;
        }
        try {
            write(batch, index);
        } catch (IOException e) {
            over = true;
            LOG.log(System.Logger.Level.WARNING, "no more packets are kept in {0}: {1}", folder, e.toString());
        }
    }

    private void write(PacketBatch batch, int index) throws IOException {
        long frame = batch.frameNumber(index);
        PcapngWriter to = writer;
        if (to == null || frame != expected || to.position() >= segmentBytes) {
            to = nextSegment(frame);
        }
        int id = batch.interfaceId(index);
        Integer here = written.get(id);
        if (here == null) {
            here = to.addInterface(interfaces.apply(id));
            written.put(id, here);
        }
        to.write(batch, index, here, List.of());
        expected = frame + 1;
    }

    private PcapngWriter nextSegment(long frame) throws IOException {
        if (writer != null) {
            writer.close();
        }
        written.clear();
        while (segments.size() >= SEGMENTS) {
            Files.deleteIfExists(segments.removeFirst().file());
        }
        Path file = folder.resolve(PREFIX + ++serial + ".pcapng");
        writer = new PcapngWriter(Files.newOutputStream(file), "faultline-agent");
        segments.add(new Segment(file, frame));
        return writer;
    }

    /// Lets others read what was written.
    ///
    /// @return the files, oldest first; none when the disk has failed
    synchronized List<Segment> flush() {
        try {
            if (writer != null && !over) {
                writer.flush();
                return List.copyOf(segments);
            }
        } catch (IOException e) {
            over = true;
            LOG.log(System.Logger.Level.WARNING, "packets in {0} cannot be written: {1}", folder, e.toString());
        }
        return List.of();
    }

    /// The packets of a flow. Any thread may ask.
    ///
    /// @param key as in [FlowKey]
    /// @param since only those from then on, nanoseconds since the epoch
    /// @param mostBytes bytes of packets at most, of the latest files first
    static List<Parcel> find(List<Segment> segments, long key, long since, long mostBytes) throws IOException {
        Search search = new Search(key, since, mostBytes);
        for (Segment segment : segments.reversed()) {
            try {
                search.look(segment);
            } catch (NoSuchFileException e) {
                // It had to make room meanwhile, and so had those before it.
                LOG.log(System.Logger.Level.DEBUG, "{0} has gone", segment.file());
            }
        }
        return search.found();
    }

    /// Looks for the packets of a flow, from the latest file to the earliest.
    private static final class Search {
        private final long key;
        private final long since;
        private final PacketDecoder decoder = new PacketDecoder(Limits.DEFAULT);
        private final Deque<Parcel> parcels = new ArrayDeque<>();
        private long left;

        Search(long key, long since, long mostBytes) {
            this.key = key;
            this.since = since;
            left = mostBytes;
        }

        void look(Segment segment) throws IOException {
            List<Parcel> own = new ArrayList<>();
            try (CaptureSource source = CaptureFiles.open(segment.file(), Limits.DEFAULT);
                    PacketBatch batch = new PacketBatch(1 << 20, 1 << 13)) {
                ParcelBuilder builder = builder(source);
                while (left > 0 && source.read(batch)) {
                    add(batch, builder, segment.firstFrame() - 1);
                    if (builder.isFull()) {
                        own.add(builder.build());
                        builder = builder(source);
                    }
                }
                if (!builder.isEmpty()) {
                    own.add(builder.build());
                }
            }
            own.reversed().forEach(parcels::addFirst);
        }

        private static ParcelBuilder builder(CaptureSource source) throws IOException {
            return new ParcelBuilder(null, id -> source.interfaces().get(id));
        }

        private void add(PacketBatch batch, ParcelBuilder builder, long framesBefore) throws IOException {
            for (int i = 0; i < batch.size() && left > 0; i++) {
                if (FlowKey.of(decoder.decode(batch, i)) == key && batch.timestamp(i) >= since) {
                    builder.add(batch, i, framesBefore + batch.frameNumber(i));
                    left -= batch.captured(i);
                }
            }
        }

        List<Parcel> found() {
            return List.copyOf(parcels);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        over = true;
        if (!lockFile.isOpen()) {
            return;
        }
        if (writer != null) {
            writer.close();
        }
        removeFiles();
        Files.deleteIfExists(folder.resolve(LOCK));
        lockFile.close();
        if (ownFolder) {
            Files.deleteIfExists(folder);
        }
    }
}
