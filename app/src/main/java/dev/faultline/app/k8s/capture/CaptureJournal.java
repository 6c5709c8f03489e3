package dev.faultline.app.k8s.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one run has made in a cluster, in a file: a line is on disk before the object is made, so that nothing
/// is forgotten whatever happens. The file is locked while its run lives, and gone when nothing is left.
///
/// Thread-safe. First line: the context; then a line for each object, `+` before it is made, `-` when it is
/// gone.
public final class CaptureJournal implements Closeable {
    private static final String SUFFIX = ".journal";

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private final String context;
    private final Set<MadeObject> made = new LinkedHashSet<>();

    private CaptureJournal(Path file, FileChannel channel, FileLock lock, String context) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.context = context;
    }

    /// The journal of a new run.
    ///
    /// @param folder for the journals of this user
    public static CaptureJournal start(Path folder, CaptureRun run) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(run.id() + SUFFIX);
        CaptureJournal journal = lock(file, run.context(), StandardOpenOption.CREATE_NEW);
        if (journal == null) {
            throw new IOException(file.toString());
        }
        journal.append(run.context());
        return journal;
    }

    /// The journals of runs that ended without removing all they had made: crashed, killed, or cut off from
    /// their cluster. They are locked until they are closed.
    ///
    /// @param contextName of the cluster
    public static List<CaptureJournal> abandoned(Path folder, String contextName) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<CaptureJournal> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                if (!lines.isEmpty() && lines.getFirst().equals(contextName)) {
                    CaptureJournal journal = lock(file, contextName, StandardOpenOption.WRITE);
                    if (journal != null) {
                        lines.stream().skip(1).forEach(journal::read);
                        found.add(journal);
                    }
                }
            }
        }
        return found;
    }

    /// The ids of runs that live on this machine or ended without removing all.
    public static Set<String> runs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> runs = new LinkedHashSet<>();
            files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .forEach(name -> runs.add(name.substring(0, name.length() - SUFFIX.length())));
            return runs;
        }
    }

    /// @return null when another process, or another part of this one, has it
    private static @Nullable CaptureJournal lock(Path file, String context, StandardOpenOption how) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, how);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Locked by this process: the run is alive.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : new CaptureJournal(file, channel, lock, context);
    }

    private void read(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 5) { // a crash of the machine may leave half a line
            MadeObject object = new MadeObject(MadeObject.Kind.valueOf(words[1]), words[2], words[3], words[4]);
            if (words[0].equals("+")) {
                made.add(object);
            } else {
                made.remove(object);
            }
        }
    }

    /// The run's id.
    public String run() {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /// The name of the context.
    public String context() {
        return context;
    }

    /// Writes down what is about to be made.
    ///
    /// @throws IOException when it cannot be written: then it must not be made
    synchronized void register(MadeObject object) throws IOException {
        append(line("+", object));
        made.add(object);
    }

    /// Writes down that something is gone.
    synchronized void forget(MadeObject object) throws IOException {
        made.remove(object);
        append(line("-", object));
    }

    /// What has been made and is not known to be gone, in the order in which it was made.
    public synchronized List<MadeObject> made() {
        return List.copyOf(made);
    }

    private static String line(String sign, MadeObject object) {
        return String.join(" ", sign, object.kind().name(), object.namespace(), object.name(), object.container());
    }

    private void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        channel.position(channel.size());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /// Gives the journal up; the file goes when nothing is left, and stays for the next start otherwise.
    @Override
    public synchronized void close() throws IOException {
        if (lock.isValid()) {
            if (made.isEmpty()) {
                Files.deleteIfExists(file);
            }
            lock.release();
        }
        channel.close();
    }
}
