package dev.faultline.app.ui.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.Crossings;
import dev.faultline.app.flow.Flows;
import dev.faultline.app.flow.LadderRows;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.settings.ThemeChoice;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SavedFiles;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.app.ui.theme.Appearance;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The drawing as a picture in a file.
class FlowPictureTest extends ApplicationTest {
    private static final Map<Ink, String> INKS = new EnumMap<>(Ink.class);

    static {
        for (Ink ink : Ink.values()) {
            INKS.put(ink, "#102030");
        }
    }

    @TempDir
    private static Path folder;

    @Test
    void svgHasAllWordsOfTheLadderAsTexts() throws Exception {
        Conversation flow = Flows.lab("half-open-restart", 0);

        List<String> texts = texts(svg(flow, "Reset <b>&\u0007"));

        assertThat(texts)
                .contains("SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "CLOSED", "RST", "PSH, ACK")
                .contains("Reset <b>&?", "cart-1", "10.77.42.2:40421");
    }

    @Test
    void svgOfTheSameFlowIsTheSame() throws Exception {
        Conversation flow = Flows.lab("zero-window", 0);

        assertThat(svg(flow, "t")).isEqualTo(svg(flow, "t"));
    }

    @Test
    void pngHasTwoPixelsForEachOfTheWindow() throws Exception {
        Path target = folder.resolve("ladder.png");
        Told told = new Told();
        ExecutorService background = Executors.newSingleThreadExecutor();
        DrawnView colours = new DrawnView() {
            @Override
            void draw(Drawing on, double width, double height) {}
        };
        FlowExport export = new FlowExport(
                new SavedFiles(
                        new TaskRunner(background, Platform::runLater, error -> {
                            throw new AssertionError(error);
                        }),
                        new OneFile(target),
                        told),
                colours);
        interact(() -> {
            Appearance appearance = new Appearance(new SimpleObjectProperty<>(ThemeChoice.DARK));
            appearance.start();
            appearance.dress(new Scene(colours));
            colours.applyCss();
            export.png(pictureOf("half-open-restart"));
        });
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> Files.exists(target));
        background.shutdown();

        BufferedImage image = ImageIO.read(target.toFile());

        assertThat(image.getWidth()).isEqualTo(2200);
        assertThat(image.getHeight()).isGreaterThan(900);
        assertThat(Arrays.stream(image.getRGB(0, 0, 2200, image.getHeight(), null, 0, 2200))
                        .distinct()
                        .count())
                .isGreaterThan(1);
    }

    @Test
    void ladderThatIsCutOffIsToldWithItsRows() throws Exception {
        Conversation flow = Flows.lab("loss-5pct", 0);
        LadderPicture all = picture(flow, LadderRows.unfolded(flow), "t");
        Path file = Path.of("ladder.png");

        assertThat(FlowExport.saved(file, all, 8_000))
                .contains("ladder.png", "rows")
                .contains(Figures.count(all.rows().size()));
        assertThat(FlowExport.saved(file, picture(flow, "t"), 1_000_000)).isEqualTo("Saved ladder.png");
    }

    @Test
    void svgIsCutOffAtTheHeightThatIsAskedFor() throws Exception {
        Conversation flow = Flows.lab("loss-5pct", 0);
        LadderPicture all = picture(flow, LadderRows.unfolded(flow), "t");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FlowExport.svg(all, INKS, 8_000, out);

        assertThat(Double.parseDouble(root(out.toByteArray()).getAttribute("height")))
                .isEqualTo(8_000);
    }

    /// Always saves to the same place.
    private record OneFile(Path target) implements FileDialogs {
        @Override
        public List<Path> openCaptures(String title) {
            return List.of();
        }

        @Override
        public List<Path> openAny(String title) {
            return List.of();
        }

        @Override
        public Optional<Path> chooseProgram(String title) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> save(String title, String suggestedName, String kind, String extension) {
            return Optional.of(target);
        }

        @Override
        public void showInFolder(Path path) {}
    }

    /// Keeps what is told.
    private static final class Told implements Notices {
        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void tell(String text) {
            texts.add(text);
        }

        @Override
        public void tell(String text, String actionText, Runnable action) {
            texts.add(text);
        }

        @Override
        public void warn(String title, String text) {
            throw new AssertionError(title + text);
        }
    }

    private static LadderPicture pictureOf(String capture) {
        try {
            return picture(Flows.lab(capture, 0), "t");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] svg(Conversation flow, String title) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FlowExport.svg(picture(flow, title), INKS, FlowExport.TALLEST_SVG, out);
        return out.toByteArray();
    }

    private static LadderPicture picture(Conversation flow, String title) {
        return picture(flow, LadderRows.of(flow, Set.of()), title);
    }

    private static LadderPicture picture(Conversation flow, LadderRows rows, String title) {
        FlowMark mark = new FlowMark(
                "1",
                SeverityMark.ERROR,
                "tcp.reset.no_socket",
                title,
                "It happened.",
                true,
                List.of(flow.size() - 1),
                null);
        return new LadderPicture(
                flow,
                new PacketWords(flow, EndpointNames.NONE),
                rows,
                Band.of(List.of(mark), rows),
                new FlowEnd("cart-1", String.valueOf(flow.client())),
                FlowEnd.of(flow.server(), AddressName.NONE, "Server"),
                40,
                FlowTime.SINCE_FIRST,
                ZoneOffset.UTC,
                LadderPicture.resetOf(flow),
                new Crossings(flow, List.of()));
    }

    private static Element root(byte[] svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement();
    }

    private static List<String> texts(byte[] svg) throws Exception {
        NodeList nodes = root(svg).getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
