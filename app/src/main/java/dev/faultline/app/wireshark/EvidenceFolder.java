package dev.faultline.app.wireshark;

import dev.faultline.app.export.FolderTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// A folder for the files that are written only to be looked at in Wireshark: readable by this user alone, and
/// gone when the program ends. What a program that crashed left behind goes at the next start.
public final class EvidenceFolder implements AutoCloseable {
    private static final String PREFIX = "faultline-evidence-";

    private final Path folder;

    private EvidenceFolder(Path folder) {
        this.folder = folder;
    }

    /// Makes the folder of this process in `parent`, and removes those of processes that are no more.
    public static EvidenceFolder create(Path parent) throws IOException {
        Files.createDirectories(parent);
        removeAbandoned(parent);
        String name = PREFIX + ProcessHandle.current().pid() + "-";
        return new EvidenceFolder(Files.createTempDirectory(parent, name, privately()));
    }

    private static FileAttribute<?>[] privately() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path abandoned : folders) {
                if (!isOwnerAlive(abandoned)) {
                    FolderTree.remove(abandoned);
                }
            }
        }
    }

    private static boolean isOwnerAlive(Path folder) {
        String[] parts =
                folder.getFileName().toString().substring(PREFIX.length()).split("-", 2);
        try {
            Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(parts[0]));
            return owner.isPresent() && owner.get().isAlive();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /// A path for a new file; there is no file of that name in the folder yet.
    ///
    /// @param name with its ending, such as `tcp-stream-4.pcapng`
    public Path newFile(String name) {
        Path file = folder.resolve(name);
        int dot = name.lastIndexOf('.');
        for (int n = 2; Files.exists(file); n++) {
            file = folder.resolve(name.substring(0, dot) + "-" + n + name.substring(dot));
        }
        return file;
    }

    /// Removes the folder and all in it.
    @Override
    public void close() throws IOException {
        FolderTree.remove(folder);
    }
}
