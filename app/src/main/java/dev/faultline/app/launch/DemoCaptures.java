package dev.faultline.app.launch;

import dev.faultline.app.settings.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The captures of the error lab, which the program carries along as its demo. They are laid out on disk, so
/// that they can be opened in Wireshark like any other capture.
final class DemoCaptures {
    private static final String RESOURCES = "/dev/faultline/app/demo";

    private final Path folder;

    /// @param folder where they are laid out
    DemoCaptures(Path folder) {
        this.folder = folder;
    }

    /// Those of a user: among the program's own files.
    static DemoCaptures of(Directories directories) {
        return new DemoCaptures(directories.data().resolve("demo"));
    }

    /// Lays out what is not there yet.
    ///
    /// @return the captures, by name
    List<Path> layOut() throws IOException {
        Files.createDirectories(folder);
        URI source = source();
        if (!source.getScheme().equals("jar")) {
            return copy(Path.of(source));
        }
        try (FileSystem jar = FileSystems.newFileSystem(source, Map.of())) {
            return copy(jar.getPath(RESOURCES));
        }
    }

    private List<Path> copy(Path from) throws IOException {
        try (Stream<Path> captures = Files.list(from)) {
            return captures.map(this::copyOne).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path copyOne(Path capture) {
        Path target = folder.resolve(capture.getFileName().toString());
        try {
            if (!Files.exists(target) || Files.size(target) != Files.size(capture)) {
                Files.copy(capture, target, StandardCopyOption.REPLACE_EXISTING);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI source() throws IOException {
        try {
            return Objects.requireNonNull(DemoCaptures.class.getResource(RESOURCES), RESOURCES)
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
