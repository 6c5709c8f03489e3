package dev.faultline.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.k8s.UserEnvironment;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.app.settings.Directories;
import dev.faultline.app.ui.findings.RowItem;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a kubeconfig that is opened to live errors, as a user goes it: a context, a pod, errors that really
/// happen, their packets in Wireshark, Stop, and nothing is left in the cluster.
@Tag("display")
@SuppressWarnings("NullAway.Init") // TestFX calls start before the test
class ClusterJourneyTest extends AppJourney {
    @TempDir
    private static Path folder;

    private final TestCluster cluster = new TestCluster();
    private Directories directories;
    private Path seen;

    @BeforeAll
    static void needsDisplayAndNamespaces() {
        assumeTrue(System.getenv("DISPLAY") != null, "No display: set DISPLAY, or run under xvfb-run");
        assumeTrue(
                NetworkNamespaces.allowed(),
                "No network namespaces, or no tcpdump: errors that really happen cannot be made here");
    }

    @Override
    public void start(Stage shown) throws IOException {
        cluster.addNode("worker-1");
        cluster.addPod("shop", "cart", "worker-1", NetworkNamespaces.CLIENT, Map.of("app", "cart"));
        cluster.addPod("shop", "pay", "worker-1", NetworkNamespaces.SERVER, Map.of("app", "pay"));
        Path home = Files.createTempDirectory(folder, "home");
        Path kubeconfig = Files.writeString(home.resolve("from-a-colleague"), cluster.kubeconfig("lab"));
        directories = directories(home);
        UserEnvironment user = new UserEnvironment(Map.of(), home);
        launch(shown, new AppComposition(directories, user, uri -> {}, shown), kubeconfig);
        seen = home.resolve("seen.pcapng");
        useWireshark(home.resolve("wireshark"));
    }

    /// A Wireshark that keeps what it was given.
    private void useWireshark(Path program) throws IOException {
        Files.writeString(program, """
                #!/bin/sh
                for given; do
                    case $given in *.pcapng) cp "$given" '%1$s.new' && mv '%1$s.new' '%1$s' ;; esac
                done
                """.formatted(seen));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        composition.settings().wiresharkProperty().set(program.toString());
    }

    @AfterEach
    @Override
    void end() throws Exception {
        super.end();
        cluster.close();
    }

    @Test
    void fromAContextToLiveErrorsAndNothingIsLeft() throws Exception {
        try (NetworkNamespaces network = new NetworkNamespaces()) {
            cluster.surround("worker-1", network.client());
            clickWhenShown(".context-name", "lab");
            clickWhenShown(".namespace-list .label", "shop");
            clickWhenShown(".target-table .label", "cart");
            waitUntil(() -> isShown(".start-button .label", "1 pod"));
            waitUntil(() -> !lookup(".start-button").query().isDisabled());
            clickOn(".start-button");
            waitUntil(() -> isShown(".live-bar .button", "1 of 1"));

            network.connectToClosedPort(9999);
            network.sendToClosedPort(9998);
            waitUntil(() -> rowOf("refused") >= 0 && rowOf("unreachable") >= 0);
            RowItem refused = table().getItems().get(rowOf("refused"));
            assertThat(refused.source().name()).isEqualTo("cart");
            assertThat(refused.destination().name()).isEqualTo("pay");

            openInWireshark();
            assertThat(packets()).isEqualTo(2);
            assertThat(names())
                    .containsEntry(IpAddress.parse(NetworkNamespaces.CLIENT), List.of("cart.shop"))
                    .containsEntry(IpAddress.parse(NetworkNamespaces.SERVER), List.of("pay.shop"));

            push(KeyCode.CONTROL, KeyCode.E);
            waitUntil(() -> lookup(".live-bar").queryAll().stream().noneMatch(Node::isVisible));
        }
        nothingIsLeft();
    }

    private void clickWhenShown(String selector, String text) throws Exception {
        waitUntil(() -> labelled(selector, text).findAny().isPresent());
        retry(() -> {
            clickOn(look(() -> labelled(selector, text).findFirst().orElseThrow()));
            return true;
        });
    }

    private Stream<Labeled> labelled(String selector, String text) {
        return lookup(selector).queryAllAs(Labeled.class).stream()
                .filter(label -> label.isVisible() && text.equals(label.getText()));
    }

    private TableView<RowItem> table() {
        return lookup(".findings-table").query();
    }

    /// Its line, or -1. FX thread only.
    private int rowOf(String word) {
        return lookup(".findings-table").tryQuery().isEmpty()
                ? -1
                : table().getItems().stream()
                        .map(row -> row.isLoaded() && row.title().contains(word))
                        .toList()
                        .indexOf(true);
    }

    private void openInWireshark() throws Exception {
        interact(() -> {
            table().requestFocus();
            table().getSelectionModel().clearAndSelect(rowOf("refused"));
        });
        push(KeyCode.W);
        retry(() -> Files.exists(seen));
    }

    private long packets() throws IOException {
        long packets = 0;
        try (CaptureSource source = CaptureFiles.open(seen, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 1000)) {
            while (source.read(batch)) {
                packets += batch.size();
            }
        }
        return packets;
    }

    private Map<IpAddress, List<String>> names() throws IOException {
        try (CaptureSource source = CaptureFiles.open(seen, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 1000)) {
            while (source.read(batch)) {
                // Names come with the blocks before and between packets.
            }
            return source.names();
        }
    }

    private void nothingIsLeft() throws Exception {
        retry(() -> cluster.jobs().isEmpty());
        retry(() -> cluster.inside().pods().inAnyNamespace().list().getItems().size() == 2);
        retry(() -> cluster.running().isEmpty());
        assertThat(directories.captureJournals()).isEmptyDirectory();
    }
}
