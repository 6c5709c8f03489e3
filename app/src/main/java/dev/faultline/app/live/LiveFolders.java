package dev.faultline.app.live;

import dev.faultline.app.export.FolderTree;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionKind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The folders that keep the packets of live sessions, one for each, readable by this user alone.
final class LiveFolders {
    private static final System.Logger LOG = System.getLogger(LiveFolders.class.getName());
    private static final String PREFIX = "live-";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Path root;
    private final FindingStore store;

    LiveFolders(Path root, FindingStore store) {
        this.root = root.toAbsolutePath().normalize();
        this.store = store;
    }

    /// A folder that is not there yet.
    Path choose(Instant now) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return root.resolve(PREFIX + NAME.format(now) + "-" + unique);
    }

    /// Makes a folder, with those above it.
    void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, privately());
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

    /// Removes the folders of sessions that the store does not have any more. A session is in the store before
    /// it has a folder, so one that another program begins just now is safe.
    void sweep() {
        if (!Files.isDirectory(root) || !isBesideStore()) {
            return;
        }
        try {
            List<Path> found = folders();
            // Looked up after the folders, so that none is taken for removed that came in between.
            Set<Path> known = known();
            for (Path folder : found) {
                if (!known.contains(folder.toAbsolutePath().normalize())) {
                    FolderTree.remove(folder);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "packets of removed sessions stay in {0}: {1}", root, e);
        }
    }

    /// Another store, such as one that stands in for a damaged one, does not know whose the folders are.
    private boolean isBesideStore() {
        Path beside = store.file().toAbsolutePath().normalize().getParent();
        return beside != null && beside.equals(root.getParent());
    }

    private List<Path> folders() throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, PREFIX + "*")) {
            folders.forEach(all::add);
        }
        return all;
    }

    private Set<Path> known() {
        return store.sessions().recent("", Integer.MAX_VALUE).stream()
                .filter(session -> session.origin().kind() == SessionKind.LIVE)
                .map(session -> session.origin().path().getParent())
                .collect(Collectors.toSet());
    }
}
