package dev.faultline.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.session.PacketField;
import dev.faultline.app.settings.Directories;
import dev.faultline.app.ui.findings.RowItem;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

/// The main job, from a capture to an error in Wireshark, with no display.
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class FindingsJourneyTest extends ApplicationTest {
    private static final Path LAB = Path.of("../lab/captures").toAbsolutePath().normalize();

    @TempDir
    private static Path folder;

    private Stage stage;
    private AppComposition composition;

    @Override
    public void start(Stage shown) throws IOException {
        stage = shown;
        Path home = Files.createTempDirectory(folder, "home");
        Directories directories = new Directories(
                home.resolve("config"), home.resolve("data"), home.resolve("logs"), home.resolve("run"));
        composition = new AppComposition(directories, uri -> {}, shown);
        composition.start(new SingleInstance.Request(false, List.of(LAB.resolve("syn-refused.pcap"))));
    }

    @BeforeEach
    void waitForFindings() throws Exception {
        waitUntil(() -> lookup(".findings-table").tryQuery().isPresent());
        waitUntil(() -> table().getItems().size() == 3 && table().getItems().getFirst().isLoaded());
    }

    @AfterEach
    void close() throws Exception {
        interact(() -> {
            stage.hide();
            composition.close();
        });
        FxToolkit.cleanupStages();
    }

    @Test
    void firstFindingIsExplainedAtOnce() throws Exception {
        waitUntil(() -> isShown(".detail-title", "Connection refused"));
        waitUntil(() -> !lookup(".packet-what").queryAll().isEmpty());
        assertThat(lookup(".blame-word").<Labeled>query().getText()).isEqualTo("server");
    }

    @Test
    void clickOnAHeaderSortsAndKeepsTheSelectedFinding() throws Exception {
        clickRow(2);
        String chosen = table().getItems().get(2).findingId();
        waitUntil(() -> isShown(".blame-end .label", "10.77.10.2:40101"));

        click(".column-header.column-destination .label", 0);

        waitUntil(() -> "10.77.11.2:9001"
                .equals(table().getItems().getFirst().destination().full()));
        waitUntil(() -> table().getSelectionModel().getSelectedIndex() == 0);
        assertThat(table().getItems().getFirst().findingId()).isEqualTo(chosen);
    }

    @Test
    void filterIsTypedCheckedAppliedAndCleared() throws Exception {
        push(KeyCode.CONTROL, KeyCode.SLASH);
        TextField field = lookup(".filter-text").query();
        assertThat(field.isFocused()).isTrue();

        interact(() -> field.setText("dst.port == 9002"));
        waitUntil(() -> table().getItems().size() == 1);

        interact(() -> field.setText("dst.port == 1"));
        waitUntil(() -> isShown(".empty-title", "No finding matches this filter"));

        interact(() -> field.setText("dst.prt == 1"));
        waitUntil(() -> lookup(".filter-invalid").tryQuery().isPresent());
        assertThat(lookup(".filter-problem").<Labeled>query().getText()).contains("dst.prt");

        click(".filter-box .button", 0);
        waitUntil(() -> table().getItems().size() == 3);
    }

    @Test
    void packetIsShownWithItsBytesAndAByteLeadsToItsField() throws Exception {
        waitUntil(() -> lookup(".packet-what").queryAll().size() > 1);
        scrollDetails();
        click(".packet-what", 1);
        waitUntil(() -> lookup(".hex-figure").queryAll().stream()
                .anyMatch(figure -> figure.getPseudoClassStates().contains(PseudoClass.getPseudoClass("marked"))));
        scrollDetails();

        click(".hex-figure", 0);

        waitUntil(() -> lookup(".field-tree").<TreeView<PacketField>>query()
                .getSelectionModel()
                .getSelectedItem()
                .getValue()
                .name()
                .startsWith("Destination"));
    }

    @Test
    void copyPutsTheSelectedLineOnTheClipboard() throws Exception {
        clickRow(0);
        push(KeyCode.CONTROL, KeyCode.C);

        waitUntil(() -> clipboard().contains("Connection refused\t10.77.10.2:40103\t10.77.11.2:9003\tserver"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keyOpensThePacketsOfTheFlowInWireshark() throws Exception {
        Path arguments = folder.resolve("arguments");
        useWireshark("printf '%s\\n' \"$@\" > " + arguments + ".new; mv " + arguments + ".new " + arguments);
        clickRow(0);

        push(KeyCode.W);

        waitUntil(() -> Files.exists(arguments));
        List<String> given = Files.readAllLines(arguments);
        Path opened = given.stream()
                .filter(argument -> argument.endsWith(".pcapng"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
        assertThat(packets(opened)).isEqualTo(2);
        assertThat(given).contains("-g", "1");
    }

    @Test
    void missingWiresharkSaysWhereItWasLookedForAndWhatElseCanBeDone() throws Exception {
        composition
                .settings()
                .wiresharkProperty()
                .set(folder.resolve("nowhere").resolve("wireshark").toString());
        clickRow(0);

        push(KeyCode.W);

        waitUntil(() -> isShown(".missing-title", "Wireshark"));
        assertThat(lookup(".missing-buttons .button").queryAllAs(Button.class))
                .extracting(Button::getText)
                .contains("Browse…", "Save packets as…", "Show in folder");
    }

    /// Clicks what the selector finds, once it is on the screen.
    private void click(String selector, int index) throws Exception {
        List<Point2D> middle = new ArrayList<>();
        waitUntil(() -> {
            interact(() -> nodes(selector).stream()
                    .skip(index)
                    .findFirst()
                    .ifPresent(node -> middle.add(middle(node))));
            return !middle.isEmpty();
        });
        clickOn(middle.getFirst());
    }

    private static Point2D middle(Node node) {
        Bounds bounds = node.localToScreen(node.getBoundsInLocal());
        return new Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    private List<Node> nodes(String selector) {
        return lookup(selector).queryAll().stream()
                .filter(node -> node.getScene() != null && isOnScreen(node))
                .toList();
    }

    private static boolean isOnScreen(Node node) {
        Bounds bounds = node.localToScene(node.getBoundsInLocal());
        Scene scene = node.getScene();
        return bounds.getWidth() > 0
                && bounds.getMinY() >= 0
                && bounds.getMaxY() <= scene.getHeight()
                && bounds.getMaxX() <= scene.getWidth();
    }

    private void clickRow(int row) throws Exception {
        click(".findings-table .finding-title", row);
    }

    private void scrollDetails() {
        interact(() -> {
            ScrollPane pane = lookup(".detail-scroll").query();
            pane.layout();
            pane.setVvalue(1);
        });
    }

    private boolean isShown(String selector, String text) {
        return lookup(selector).queryAllAs(Labeled.class).stream()
                .anyMatch(label -> label.isVisible() && String.valueOf(label.getText()).contains(text));
    }

    private TableView<RowItem> table() {
        return lookup(".findings-table").query();
    }

    private String clipboard() {
        String[] text = {""};
        interact(() -> text[0] = String.valueOf(Clipboard.getSystemClipboard().getString()));
        return text[0];
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

    private static void waitUntil(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
    }
}
