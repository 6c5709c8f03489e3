package dev.faultline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path folder;

    private Path path;
    private SettingsFile file;

    @BeforeEach
    void setUp() {
        path = folder.resolve("config/settings.properties");
        file = new SettingsFile(path);
    }

    @Test
    void readsNothingWhenThereIsNoFile() throws IOException {
        assertThat(file.read()).isEmpty();
        assertThat(file.setAside()).isEmpty();
    }

    @Test
    void readsWhatItWroteWhateverTheCharacters() throws IOException {
        Map<String, String> settings = Map.of("a key=odd", " two\nlines\\ and: = #", "wireshark", "C:\\Größe\\w.exe");
        file.write(settings);
        assertThat(file.read()).isEqualTo(settings);
    }

    @Test
    void setsADamagedFileAside() throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[64]);
        assertThat(file.read()).isEmpty();
        assertThat(file.setAside())
                .hasValueSatisfying(aside -> assertThat(aside).hasBinaryContent(new byte[64]));
        assertThat(path).doesNotExist();
    }

    @Test
    void leavesNoHalfWrittenFileBeside() throws IOException {
        file.write(Map.of("theme", "dark"));
        try (var files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }
}
