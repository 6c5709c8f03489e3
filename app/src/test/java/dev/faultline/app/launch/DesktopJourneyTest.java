package dev.faultline.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The window as a user meets it, with no display.
@SuppressWarnings("NullAway.Init") // TestFX calls start before each test
class DesktopJourneyTest extends AppJourney {
    private static final Path REFUSED =
            Path.of("../lab/captures/syn-refused.pcap").toAbsolutePath().normalize();

    @TempDir
    private static Path home;

    @Override
    public void start(Stage shown) {
        launch(shown, home);
    }

    @Test
    void captureHandedOverBySecondStartShowsItsErrors() throws Exception {
        waitUntil(() -> SingleInstance.handOver(home.resolve("run"), SingleInstance.Request.of(List.of(REFUSED))));
        waitUntil(() -> stage.getTitle().contains("3 errors"));
        waitUntil(() -> lookup(".findings-table").tryQuery().isPresent());
        TableView<?> table = lookup(".findings-table").query();
        waitUntil(() -> table.getItems().size() == 3);
        assertThat(stage.getTitle()).startsWith("syn-refused.pcap");
    }

    @Test
    void paletteFindsACommandByAFewLettersAndRunsIt() throws Exception {
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        TextField field = lookup(".palette > .text-field").query();
        interact(() -> field.setText("zmin"));
        push(KeyCode.ENTER);
        waitUntil(() -> composition.settings().zoomProperty().get() == 110);
    }

    @Test
    void questionMarkOpensTheSheetOfShortcutsAndEscapeClosesIt() throws Exception {
        write("?");
        assertThat(lookup(".help-sheet").tryQuery()).isPresent();
        push(KeyCode.ESCAPE);
        assertThat(lookup(".help-sheet").tryQuery()).isEmpty();
    }

    @Test
    void startPageOffersTheDemoWithAGuidedTour() throws Exception {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        assertThat(stage.getWidth()).isLessThanOrEqualTo(screen.getWidth());
        clickOn(lookup((Labeled button) ->
                        String.valueOf(button.getAccessibleText()).startsWith("Try the demo"))
                .queryLabeled());
        waitUntil(() -> stage.getTitle().matches("Demo.*errors.*"));
        waitUntil(() -> lookup(".tour-card").query().isVisible()
                && lookup(".tour-card .page-title").queryLabeled().getText().equals("What went wrong"));

        waitUntil(() -> lookup(".detail-title").tryQuery().isPresent());
        interact(() -> lookup(".findings-table").<TableView<?>>query().requestFocus());
        push(KeyCode.L);
        waitUntil(() -> lookup(".ladder").tryQuery().isPresent());
        assertThat(look(() -> lookup(".tour").query().isVisible()))
                .as("over the ladder")
                .isFalse();
        push(KeyCode.ESCAPE);
        waitUntil(() -> lookup(".findings-table").tryQuery().isPresent());
        waitUntil(() -> lookup(".tour").query().isVisible());

        interact(() -> lookup(".tour-card .accent").<Button>query().fire());
        waitUntil(
                () -> lookup(".tour-card .page-title").queryLabeled().getText().equals("When it happened"));
        push(KeyCode.ESCAPE);
        waitUntil(() -> !lookup(".tour").query().isVisible());
    }
}
