package dev.faultline.app.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file that appears all at once when it is complete: it is written under another name beside its place. What
/// is no regular file, such as `/dev/null` or a named pipe, is written directly.
public final class AtomicFile implements Closeable {
    private final Path target;
    private final @Nullable Path part;
    private final boolean replace;
    private final FileChannel channel;
    private final OutputStream out;

    /// Begins the file.
    ///
    /// @param replace whether `target` may exist already
    /// @throws FileAlreadyExistsException when it may not, and does
    /// @throws NoSuchFileException when its folder is not there
    public AtomicFile(Path target, boolean replace) throws IOException {
        if (!replace && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        this.target = target;
        this.replace = replace;
        boolean special = Files.exists(target) && !Files.isRegularFile(target);
        part = special ? null : partOf(target);
        channel = part == null
                ? FileChannel.open(target, StandardOpenOption.WRITE)
                : FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        out = Channels.newOutputStream(channel);
    }

    private static Path partOf(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder));
        }
        String name = target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part";
        return folder.resolve(name);
    }

    /// Where to write. Not buffered.
    public OutputStream out() {
        return out;
    }

    /// Ends the file and puts it in its place.
    public void commit() throws IOException {
        if (part == null) {
            out.close();
            return;
        }
        channel.force(true);
        out.close();
        if (!replace && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Gives up what was not committed; nothing stays behind.
    @Override
    public void close() throws IOException {
        out.close();
        if (part != null) {
            Files.deleteIfExists(part);
        }
    }
}
