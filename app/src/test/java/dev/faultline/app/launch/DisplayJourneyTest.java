package dev.faultline.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.ui.findings.RowItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a real display shows: clicks with keys held, the clipboard, a capture that is large. Run by `mvn
/// -Pdisplay test` where there is a display, such as that of `xvfb-run`.
@Tag("display")
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class DisplayJourneyTest extends AppJourney {
    private static final Path LAB = Path.of("../lab/captures").toAbsolutePath().normalize();
    private static final long LARGE = 1L << 30;
    /// A second on a machine of one's own; test machines are shared.
    private static final Duration PROMPT = Duration.ofSeconds(3);

    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void needsDisplay() {
        assumeTrue(System.getenv("DISPLAY") != null, "No display: set DISPLAY, or run under xvfb-run");
    }

    @Override
    public void start(Stage shown) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        launch(shown, home);
    }

    @Test
    void headerClickSortsAndShiftClickAddsAKey() throws Exception {
        openLab();

        clickOn(".column-header.column-count");
        clickOn(".column-header.column-count");
        waitUntil(() -> isSorted(rows().map(RowItem::count).map(count -> -count).toList()));
        press(KeyCode.SHIFT);
        clickOn(".column-header.column-destination");
        release(KeyCode.SHIFT);

        waitUntil(() -> table().getSortOrder().size() == 2);
        waitUntil(() -> isSorted(rows().map(row -> -row.count()).toList())
                && isSorted(rows().filter(row -> row.count() == 1)
                        .map(row -> row.destination().name())
                        .toList()));
    }

    @Test
    void clicksSelectRowsAndTheRightKeyUnfolds() throws Exception {
        openLab();

        choose(2);
        press(KeyCode.CONTROL);
        clickOn(row(4));
        release(KeyCode.CONTROL);
        waitUntil(() -> selected().equals(Set.of(2, 4)));

        int before = table().getItems().size();
        int folded = look(() -> rows().map(RowItem::isFolded).toList().indexOf(true));
        choose(folded);
        push(KeyCode.RIGHT);
        waitUntil(() -> table().getItems().size() > before);
    }

    @Test
    void copiedRowsReachTheClipboard() throws Exception {
        openLab();

        choose(1);
        push(KeyCode.CONTROL, KeyCode.C);
        String title = table().getItems().get(1).title();
        waitUntil(() -> clipboard().contains("\t" + title + "\t"));

        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        waitUntil(() -> lookup(".palette > .text-field").tryQuery().isPresent());
        TextField field = lookup(".palette > .text-field").query();
        interact(() -> field.setText("copyjson"));
        push(KeyCode.ENTER);
        waitUntil(() ->
                clipboard().startsWith("{\"type\":\"finding\"") && clipboard().contains(title));
    }

    @Test
    void fieldsAndBytesMarkEachOther() throws Exception {
        openLab();
        waitUntil(() -> !lookup(".packet-what").queryAll().isEmpty());

        Node packet = lookup(".packet-what").query();
        scrollIntoSight(packet);
        clickOn(packet);
        waitUntil(() -> !lookup(".field-tree .tree-cell").queryAll().isEmpty());
        Node first = fieldCell(0);
        scrollIntoSight(first);
        clickOn(first);
        waitUntil(() -> marked() > 0);
        long ofFirst = marked();

        Node byteOfLater = lookup(".hex-figure").queryAll().stream()
                .filter(figure -> !figure.getPseudoClassStates().contains(MARKED))
                .findFirst()
                .orElseThrow();
        scrollIntoSight(byteOfLater);
        clickOn(byteOfLater);
        waitUntil(() -> byteOfLater.getPseudoClassStates().contains(MARKED));
        assertThat(fieldCell(0).getPseudoClassStates()).doesNotContain(PseudoClass.getPseudoClass("selected"));
        assertThat(ofFirst).isPositive();
    }

    @Test
    void cancelEndsTheReadingAtOnceAndKeepsWhatWasFound() throws Exception {
        Path large = folder.resolve("large.pcap");
        LargeCapture.write(LAB.resolve("http-5xx.pcap"), large, LARGE);
        open(List.of(large));
        waitUntil(() -> lookup(".findings-table").tryQuery().isPresent());
        waitUntil(() -> !table().getItems().isEmpty());

        // The bar of live captures has one of its own, which is hidden now.
        Labeled cancel = lookup(".capture-bar .destructive")
                .match((Labeled button) ->
                        button.isVisible() && !button.getStyleClass().contains("stop-button"))
                .query();
        moveTo(cancel);
        long clicked = System.nanoTime();
        clickOn(MouseButton.PRIMARY);
        waitUntil(() -> isShown(".status-bar .label", "stopped"));
        Duration took = Duration.ofNanos(System.nanoTime() - clicked);

        System.out.println("Cancelled after " + took.toMillis() + " ms");
        assertThat(took).isLessThan(PROMPT);
        assertThat(table().getItems()).isNotEmpty();
        waitUntil(() -> isShown(".band .label", "Stopped after"));
    }

    private void openLab() throws Exception {
        open(Stream.of("syn-refused", "icmp-host-unreachable", "udp-port-unreachable", "http-5xx", "http-truncated")
                .map(name -> LAB.resolve(name + ".pcap"))
                .toList());
        waitUntil(() -> lookup(".findings-table").tryQuery().isPresent());
        waitUntil(() -> isShown(".status-bar .label", "read to the end"));
        // Headers come a pulse after the rows.
        waitUntil(() -> lookup(".column-header.column-count").tryQuery().isPresent());
        waitUntil(() -> rows().allMatch(RowItem::isLoaded) && table().getItems().size() > 5);
        waitUntil(() -> table().getSelectionModel().getSelectedIndex() == 0);
    }

    private void open(List<Path> captures) throws Exception {
        retry(() -> SingleInstance.handOver(composition.directories().runtime(), SingleInstance.Request.of(captures)));
    }

    /// The rows of a view that has just opened may still move.
    private void choose(int line) throws Exception {
        retry(() -> {
            clickOn(row(line));
            return look(() -> selected().equals(Set.of(line)));
        });
    }

    private Set<Integer> selected() {
        return Set.copyOf(table().getSelectionModel().getSelectedIndices());
    }

    private Stream<RowItem> rows() {
        return table().getItems().stream().limit(30);
    }

    private TableView<RowItem> table() {
        return lookup(".findings-table").query();
    }

    private Node row(int line) throws Exception {
        waitUntil(() -> shownRow(line).isPresent());
        return look(() -> shownRow(line).orElseThrow());
    }

    private Optional<? extends Node> shownRow(int line) {
        return lookup(".findings-table .table-row-cell").queryAllAs(TableRow.class).stream()
                .filter(row -> row.getIndex() == line && row.isVisible())
                .findFirst();
    }

    private Node fieldCell(int line) {
        return lookup(".field-tree .tree-cell").queryAllAs(TreeCell.class).stream()
                .filter(cell -> cell.getIndex() == line)
                .findFirst()
                .orElseThrow();
    }

    private void scrollIntoSight(Node node) {
        moveTo(".detail-scroll");
        for (int i = 0; i < 40 && !isInSight(node); i++) {
            scroll(javafx.geometry.VerticalDirection.DOWN);
        }
    }

    private boolean isInSight(Node node) {
        var inside = lookup(".detail-scroll").query();
        return inside.localToScreen(inside.getBoundsInLocal()).contains(node.localToScreen(node.getBoundsInLocal()));
    }

    private long marked() {
        return lookup(".hex-figure").queryAll().stream()
                .filter(figure -> figure.getPseudoClassStates().contains(MARKED))
                .count();
    }

    /// FX thread only.
    private static String clipboard() {
        return Objects.requireNonNullElse(Clipboard.getSystemClipboard().getString(), "");
    }

    private static <T extends Comparable<T>> boolean isSorted(List<T> values) {
        return values.equals(values.stream().sorted().toList());
    }
}
