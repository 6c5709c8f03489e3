package dev.faultline.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void fileAppearsWhenItIsComplete() throws IOException {
        Path target = folder.resolve("a");
        try (AtomicFile file = new AtomicFile(target, false)) {
            file.out().write(NEW);
            assertThat(target).doesNotExist();
            file.commit();
        }
        assertThat(target).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("a");
    }

    @Test
    void nothingStaysOfAFileThatWasGivenUp() throws IOException {
        Path target = Files.writeString(folder.resolve("a"), "old");
        try (AtomicFile file = new AtomicFile(target, true)) {
            file.out().write(NEW);
        }
        assertThat(target).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a");
    }

    @Test
    void fileReplacesAnotherWhenItMay() throws IOException {
        Path target = Files.writeString(folder.resolve("a"), "old");
        try (AtomicFile file = new AtomicFile(target, true)) {
            file.out().write(NEW);
            file.commit();
        }
        assertThat(target).hasContent("new");
    }

    @Test
    void fileDoesNotReplaceAnotherWhenItMayNot() throws IOException {
        Path target = Files.writeString(folder.resolve("a"), "old");

        assertThatThrownBy(() -> new AtomicFile(target, false)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void fileNeedsItsFolder() {
        assertThatThrownBy(() -> new AtomicFile(folder.resolve("none/a"), false))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void deviceIsWrittenDirectly() throws IOException {
        try (AtomicFile file = new AtomicFile(Path.of("/dev/null"), true)) {
            file.out().write(NEW);
            file.commit();
        }
        assertThat(Path.of("/dev/null")).exists();
    }
}
