package dev.faultline.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an error to its flow, and to a packet of it, with no display.
@SuppressWarnings("NullAway.Init") // TestFX calls start before the test
class FlowJourneyTest extends AppJourney {
    private static final Path REFUSED =
            Path.of("../lab/captures/half-open-restart.pcap").toAbsolutePath().normalize();

    @TempDir
    private static Path home;

    @Override
    public void start(Stage shown) {
        launch(shown, home, REFUSED);
    }

    @Test
    void fromAnErrorToItsFlowAndToAPacket() throws Exception {
        waitUntil(() -> isShown(".detail-title", "Reset: connection unknown"));
        waitUntil(() -> lookup(".findings-table").query().isFocused());

        push(KeyCode.L);
        waitUntil(() -> said().startsWith("9 "));
        assertThat(said()).contains("RST", "CLOSED / CLOSED");
        assertThat(lookup(".flow-side .detail-title").<Labeled>query().getText())
                .isEqualTo("Reset: connection unknown");
        waitUntil(() -> isShown(".flow-frame-line .label", "Frame 9"));
        waitUntil(() -> lookup(".ladder").query().isFocused());

        push(KeyCode.HOME);
        waitUntil(() -> isShown(".flow-frame-line .label", "Frame 3"));
        assertThat(said()).contains("SYN", "SYN-SENT");
        push(KeyCode.DOWN);
        waitUntil(() -> isShown(".flow-frame-line .label", "Frame 4"));
        push(KeyCode.N);
        waitUntil(() -> said().startsWith("7 "));

        push(KeyCode.CONTROL, KeyCode.F);
        TextField search = lookup(".flow-bar .flow-field").query();
        assertThat(search.isFocused()).isTrue();
        interact(() -> search.setText("rst"));
        push(KeyCode.ENTER);
        waitUntil(() -> said().startsWith("9 "));

        push(KeyCode.ESCAPE);
        push(KeyCode.CONTROL, KeyCode.L);
        waitUntil(() ->
                lookup(".flow-list").tryQuery().filter(Node::isFocusWithin).isPresent());
        push(KeyCode.ESCAPE);
        waitUntil(() -> lookup(".findings-table").tryQuery().isPresent());
    }

    /// What the ladder says to those who cannot see it.
    private String said() {
        return lookup(".ladder").tryQuery().map(Node::getAccessibleText).orElse("");
    }
}
