package dev.faultline.app.session;

import dev.faultline.app.Messages;
import dev.faultline.app.export.AtomicFile;
import dev.faultline.app.export.FolderTree;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.CombinedSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/// Joins captures of several places into one file, as `mergecap` does, but by one clock: whatever works on a
/// capture then works on all places at once, and Wireshark counts the same frames. The files are copies that
/// belong to the program, readable by this user alone. Thread-safe.
public final class JoinedCaptures {
    private static final System.Logger LOG = System.getLogger(JoinedCaptures.class.getName());
    private static final int BATCH_BYTES = 1 << 22;
    private static final int BATCH_PACKETS = 1 << 13;
    private static final int NAMED = 3;
    private static final int NAME_LENGTH = 30;
    private static final int HASH_LENGTH = 16;

    private final Path root;
    private final Limits limits;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    /// @param root folder of the joined files; need not exist
    public JoinedCaptures(Path root, Limits limits) {
        this.root = root.toAbsolutePath().normalize();
        this.limits = limits;
    }

    /// A joined file.
    ///
    /// @param file a pcapng file with an interface for each of each capture
    /// @param remarks what the user should know of the captures it was made of; empty when it was there already
    public record Joined(Path file, List<String> remarks) {}

    /// Joins captures, or finds the file that was made of them before. Blocks.
    ///
    /// @param files at least one
    /// @param share hears how much is done, 0…1; below 0 when nobody knows
    /// @param cancelled asked often; true gives up and leaves nothing behind
    /// @throws IOException when one of the captures cannot be read, or the file not be written; the message is
    /// for people
    /// @throws CancellationException when it was cancelled
    public Joined join(List<Path> files, DoubleConsumer share, BooleanSupplier cancelled) throws IOException {
        CapturesTogether captures = new CapturesTogether(files);
        Path folder = root.resolve(hash(captures.identity()));
        Path target = folder.resolve(fileName(captures.names()));
        made.add(target);
        if (Files.exists(target)) {
            return new Joined(target, List.of());
        }
        Files.createDirectories(root);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, privately());
        }
        try (CombinedSource source = captures.open(limits);
                AtomicFile file = new AtomicFile(target, true)) {
            write(source, file, share, cancelled);
            return new Joined(target, remarks(files, source));
        }
    }

    private static void write(CombinedSource source, AtomicFile file, DoubleConsumer share, BooleanSupplier cancelled)
            throws IOException {
        try (PacketBatch batch = new PacketBatch(BATCH_BYTES, BATCH_PACKETS);
                PcapngWriter writer = new PcapngWriter(file.out(), Messages.text("extract.application"))) {
            int known = 0;
            boolean named = false;
            long last = 0;
            while (source.read(batch)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                if (!named) {
                    // Wireshark uses names that come before the packets: those that are known by now.
                    writer.writeNames(source.names());
                    named = true;
                }
                List<CaptureInterface> interfaces = source.interfaces();
                for (; known < interfaces.size(); known++) {
                    writer.addInterface(interfaces.get(known));
                }
                for (int i = 0; i < batch.size(); i++) {
                    writer.write(batch, i, batch.interfaceId(i), List.of());
                    last = batch.timestamp(i);
                }
                CaptureStatistics read = source.statistics();
                share.accept(read.sourceSize() > 0 ? (double) read.sourceBytes() / read.sourceSize() : -1);
            }
            writeDrops(source, writer, last);
            writer.flush();
            file.commit();
        }
    }

    /// That a capture lost packets must not get lost with it.
    private static void writeDrops(CombinedSource source, PcapngWriter writer, long time) throws IOException {
        for (int part = 0; part < source.parts().size(); part++) {
            CaptureStatistics lost = source.parts().get(part).source().statistics();
            int on = source.firstInterface(part);
            if (on >= 0 && lost.droppedByInterface() + lost.droppedByKernel() > 0) {
                writer.writeStatistics(on, time, -1, lost.droppedByInterface(), lost.droppedByKernel());
            }
        }
    }

    private static List<String> remarks(List<Path> files, CombinedSource source) {
        List<String> remarks = new ArrayList<>();
        for (int part = 0; part < files.size(); part++) {
            CaptureStatistics read = source.parts().get(part).source().statistics();
            String name = String.valueOf(files.get(part).getFileName());
            if (read.truncation() != null) {
                remarks.add(name + ": " + read.truncation().reason());
            }
            read.warnings().forEach(warning -> remarks.add(name + ": " + warning));
        }
        return List.copyOf(remarks);
    }

    /// Whether a file is one of these.
    public boolean has(Path file) {
        return file.toAbsolutePath().normalize().startsWith(root);
    }

    /// Removes the files that no session is about any more; those that this program has just made stay.
    ///
    /// @param wanted captures of all sessions
    public void sweep(Collection<Path> wanted) {
        if (!Files.isDirectory(root)) {
            return;
        }
        Set<Path> keep = wanted.stream().map(Path::getParent).collect(Collectors.toSet());
        made.forEach(file -> keep.add(file.getParent()));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
            for (Path folder : folders) {
                if (!keep.contains(folder)) {
                    FolderTree.remove(folder);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "joined captures stay in {0}: {1}", root, e);
        }
    }

    /// `node-a + node-b.pcapng`; of many, the first ones.
    private static String fileName(List<String> places) {
        String names = places.stream()
                .limit(NAMED)
                .map(name -> name.replace('/', ' '))
                .map(name -> name.substring(0, Math.min(name.length(), NAME_LENGTH)))
                .collect(Collectors.joining(" + "));
        String more = places.size() > NAMED ? " + " + (places.size() - NAMED) : "";
        return names + more + ".pcapng";
    }

    private static String hash(String identity) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static FileAttribute<?>[] privately() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }
}
