package dev.faultline.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFingerprintTest {
    @TempDir
    Path folder;

    @Test
    void fingerprintChangesWithAnyFile() throws IOException {
        Files.writeString(folder.resolve("A.class"), "one");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/B.class"), "two");
        String before = EngineFingerprint.of(folder);

        assertThat(EngineFingerprint.of(folder)).isEqualTo(before);
        Files.writeString(folder.resolve("sub/B.class"), "twq");
        assertThat(EngineFingerprint.of(folder)).isNotEqualTo(before);
    }

    @Test
    void engineOfThisProgramHasAFingerprint() {
        assertThat(new EngineFingerprint().get())
                .isEqualTo(new EngineFingerprint().get())
                .matches("[0-9a-f]{8}");
    }
}
