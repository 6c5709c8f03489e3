package dev.faultline.app.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder and all that lies in it.
public final class FolderTree {
    private FolderTree() {}

    /// Removes the folder with its contents. One that is not there, or goes while it is read, is no fault.
    ///
    /// @throws IOException when something in it cannot be removed; the rest may be gone by then
    public static void remove(Path folder) throws IOException {
        List<Path> contents;
        try (Stream<Path> walk = Files.walk(folder)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return;
        }
        for (Path path : contents) {
            Files.deleteIfExists(path);
        }
    }
}
