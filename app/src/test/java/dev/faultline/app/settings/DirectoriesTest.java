package dev.faultline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoriesTest {
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void followXdgWhereItIsSet() {
        Map<String, String> environment = Map.of("XDG_CONFIG_HOME", "/etc/ada", "XDG_RUNTIME_DIR", "/run/user/7");
        Directories directories = Directories.of(environment, "Linux", HOME);
        assertThat(directories.config()).isEqualTo(Path.of("/etc/ada/faultline"));
        assertThat(directories.runtime()).isEqualTo(Path.of("/run/user/7/faultline"));
        assertThat(directories.data()).isEqualTo(HOME.resolve(".local/share/faultline"));
    }

    @Test
    void ignoreRelativePathsOfXdg() {
        assertThat(Directories.of(Map.of("XDG_DATA_HOME", "data"), "Linux", HOME)
                        .data())
                .isEqualTo(HOME.resolve(".local/share/faultline"));
    }

    @Test
    void useTheLibraryFolderOnAMac() {
        Directories directories = Directories.of(Map.of(), "Mac OS X", HOME);
        assertThat(directories.data()).isEqualTo(HOME.resolve("Library/Application Support/Faultline"));
        assertThat(directories.logs()).isEqualTo(HOME.resolve("Library/Logs/Faultline"));
    }
}
