package dev.faultline.app.wireshark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest {
    /// Beyond what any system gives a process.
    private static final String DEAD_PROCESS = "99999999999";

    @TempDir
    private Path parent;

    @Test
    void folderIsGoneWhenClosed() throws IOException {
        try (EvidenceFolder folder = EvidenceFolder.create(parent)) {
            Files.writeString(folder.newFile("a.pcapng"), "x");
            assertThat(parent).isNotEmptyDirectory();
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void folderIsForItsUserAlone() throws IOException {
        try (EvidenceFolder folder = EvidenceFolder.create(parent)) {
            Path inside = folder.newFile("a.pcapng").getParent();
            assertThat(Files.getPosixFilePermissions(inside)).hasToString("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]");
        }
    }

    @Test
    void folderOfADeadProcessGoesAtTheNextStart() throws IOException {
        Path abandoned = Files.createDirectories(parent.resolve("faultline-evidence-" + DEAD_PROCESS + "-1"));
        Files.writeString(abandoned.resolve("a.pcapng"), "x");
        try (EvidenceFolder running = EvidenceFolder.create(parent);
                EvidenceFolder another = EvidenceFolder.create(parent)) {
            assertThat(abandoned).doesNotExist();
            assertThat(running.newFile("a.pcapng").getParent()).exists();
            assertThat(another.newFile("a.pcapng").getParent()).exists();
        }
    }

    @Test
    void newFileNeverNamesAnOldOne() throws IOException {
        try (EvidenceFolder folder = EvidenceFolder.create(parent)) {
            Path first = Files.writeString(folder.newFile("stream-4.pcapng"), "x");

            assertThat(folder.newFile("stream-4.pcapng")).isNotEqualTo(first).hasFileName("stream-4-2.pcapng");
        }
    }
}
