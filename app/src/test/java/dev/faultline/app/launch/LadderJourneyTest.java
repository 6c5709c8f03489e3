package dev.faultline.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.flow.Flows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connection that eight places on two nodes have seen, through a Service: where its packets were lost, and
/// its graphs; with no display.
@SuppressWarnings("NullAway.Init") // TestFX calls start before the test
class LadderJourneyTest extends AppJourney {
    /// Below the head and its line of addresses.
    private static final int FIRST_ROW = 110;

    @TempDir
    private static Path home;

    @Override
    public void start(Stage shown) {
        Path capture = home.resolve("nodes.pcapng");
        try {
            Flows.writeNodes("nodes-loss-answers", capture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        launch(shown, home, capture);
    }

    @Test
    void lossBetweenTwoVantagePointsIsFoundAndItsGraphsAreShown() throws Exception {
        waitUntil(() -> isShown(".detail-title", "etransmission"));
        waitUntil(() -> lookup(".findings-table").query().isFocused());
        push(KeyCode.L);
        waitUntil(() -> said().contains("retransmission"));

        search("11070");
        waitUntil(() -> said().contains("lost between node-a/flannel.1 and node-a/cni0"));

        push(KeyCode.ESCAPE);
        push(KeyCode.HOME);
        waitUntil(() -> said().contains("SYN-SENT"));
        push(KeyCode.DOWN);
        waitUntil(() -> said().contains("SYN-RECEIVED"));
        clickFirstRow();
        waitUntil(() -> said().contains("SYN-SENT"));

        for (String tab : List.of("Sequence", "Window", "RTT")) {
            press(tab);
            waitUntil(() -> lookup(".flow-graph").tryQuery().isPresent());
            push(KeyCode.PLUS);
        }
        press("Ladder");
        waitUntil(() -> lookup(".ladder").tryQuery().isPresent());
        assertThat(said()).contains("SYN-SENT");
    }

    private void search(String words) throws Exception {
        push(KeyCode.CONTROL, KeyCode.F);
        TextField field = lookup(".flow-bar .flow-field").query();
        interact(() -> field.setText(words));
        push(KeyCode.ENTER);
    }

    private void clickFirstRow() throws Exception {
        Bounds place = look(() -> {
            Node ladder = lookup(".ladder").query();
            return ladder.localToScreen(ladder.getLayoutBounds());
        });
        clickOn(place.getCenterX(), place.getMinY() + FIRST_ROW, MouseButton.PRIMARY);
    }

    private void press(String tab) {
        Predicate<ToggleButton> named = button -> tab.equals(button.getText());
        interact(() -> lookup(".flow-bar .toggle-button").queryAllAs(ToggleButton.class).stream()
                .filter(named)
                .findFirst()
                .orElseThrow()
                .fire());
    }

    /// What the ladder says to those who cannot see it.
    private String said() {
        return lookup(".ladder").tryQuery().map(Node::getAccessibleText).orElse("");
    }
}
