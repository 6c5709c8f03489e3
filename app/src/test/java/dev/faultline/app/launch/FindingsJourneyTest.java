package dev.faultline.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.ui.findings.RowItem;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The main job, from a capture to an error in Wireshark, with no display.
@SuppressWarnings("NullAway.Init") // TestFX calls start before the test
class FindingsJourneyTest extends AppJourney {
    private static final Path LAB = Path.of("../lab/captures").toAbsolutePath().normalize();

    @TempDir
    private static Path folder;

    @Override
    public void start(Stage shown) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        launch(shown, home, LAB.resolve("syn-refused.pcap"));
    }

    @BeforeEach
    void waitForFindings() throws Exception {
        waitUntil(() -> lookup(".findings-table").tryQuery().isPresent());
        waitUntil(() ->
                table().getItems().size() == 3 && table().getItems().getFirst().isLoaded());
    }

    /// One journey in one window: the headless platform does not reliably show a second one in the same
    /// process.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fromACaptureToAnErrorInWireshark() throws Exception {
        waitUntil(() -> isShown(".detail-title", "Connection refused"));
        waitUntil(() -> !lookup(".packet-what").queryAll().isEmpty());
        assertThat(lookup(".blame-word").<Labeled>query().getText()).isEqualTo("server");

        assertThat(buttonsWithoutWords()).isEmpty();

        push(KeyCode.CONTROL, KeyCode.SLASH);
        TextField field = lookup(".filter-text").query();
        assertThat(field.isFocused()).isTrue();
        interact(() -> field.setText("dst.prt == 1"));
        waitUntil(() -> lookup(".filter-invalid").tryQuery().isPresent());
        assertThat(lookup(".filter-problem").<Labeled>query().getText()).contains("dst.prt");
        interact(() -> field.setText("dst.port == 1"));
        waitUntil(() -> isShown(".empty-title", "No finding matches this filter"));
        interact(() -> field.setText("dst.port == 9002"));
        waitUntil(() ->
                table().getItems().size() == 1 && table().getItems().getFirst().isLoaded());

        Path arguments = folder.resolve("arguments");
        useWireshark("printf '%s\\n' \"$@\" > " + arguments + ".new; mv " + arguments + ".new " + arguments);
        interact(() -> {
            table().requestFocus();
            table().getSelectionModel().clearAndSelect(0);
        });
        push(KeyCode.W);
        waitUntil(() -> Files.exists(arguments) // asked for its version, it writes them too
                && Files.readString(arguments).contains(".pcapng"));
        List<String> given = Files.readAllLines(arguments);
        Path opened = given.stream()
                .filter(argument -> argument.endsWith(".pcapng"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
        assertThat(packets(opened)).isEqualTo(2);
        assertThat(given).contains("-g", "1");

        composition
                .settings()
                .wiresharkProperty()
                .set(folder.resolve("nowhere").resolve("wireshark").toString());
        interact(() -> table().requestFocus());
        push(KeyCode.W);
        waitUntil(() -> isShown(".missing-title", "Wireshark"));
        assertThat(lookup(".missing-buttons .button").queryAllAs(Button.class))
                .extracting(Button::getText)
                .contains("Browse…", "Save packets as…", "Show in folder");
    }

    /// Buttons that show an icon alone and say nothing to who cannot see it.
    private List<String> buttonsWithoutWords() {
        return lookup(".button, .menu-button, .toggle-button").queryAllAs(Labeled.class).stream()
                .filter(button -> button.isVisible() && button.getStyleClass().contains("icon-only"))
                .filter(button -> String.valueOf(button.getText()).isBlank() || button.getText() == null)
                .filter(button -> button.getAccessibleText() == null)
                .map(Object::toString)
                .toList();
    }

    private TableView<RowItem> table() {
        return lookup(".findings-table").query();
    }

    private void useWireshark(String script) throws IOException {
        Path program = folder.resolve("wireshark");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        composition.settings().wiresharkProperty().set(program.toString());
    }

    private static long packets(Path file) throws IOException {
        long packets = 0;
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 1000)) {
            while (source.read(batch)) {
                packets += batch.size();
            }
        }
        return packets;
    }
}
