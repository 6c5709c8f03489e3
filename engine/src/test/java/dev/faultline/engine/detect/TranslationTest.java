package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Wire.ACK;
import static dev.faultline.engine.detect.Wire.RST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

/// Resets of connections whose addresses were not translated back.
class TranslationTest {
    private static final String BACKEND = "10.0.2.7";

    private final Wire wire = new Wire().exchange();

    @Test
    void segmentFromTheBackendItselfIsResetByAClientThatKnowsOnlyTheService() {
        wire.scene()
                .at(1)
                .tcp(BACKEND, 8080, Wire.CLIENT, 40_000, ACK, 570, 150, 100)
                .at(1.0001)
                .tcp(Wire.CLIENT, 40_000, BACKEND, 8080, RST, 150, 0, 0);
        wire.client(2, ACK, 150, 570, 50).server(2.001, RST, 570, 0, 0);

        Finding finding = wire.finding(FindingKind.NAT_INVALID_CONNTRACK_RESET);
        assertThat(wire.troubles()).containsExactly(FindingKind.NAT_INVALID_CONNTRACK_RESET);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.blame()).isEqualTo(Blame.PATH);
        assertThat(finding.facts().get("service")).hasToString("10.0.1.2:80");
    }

    @Test
    void resetToAStrangerWithoutAnotherConnectionIsNoTranslation() {
        wire.scene()
                .at(1)
                .tcp(BACKEND, 8080, Wire.CLIENT, 41_000, ACK, 570, 150, 100)
                .at(1.0001)
                .tcp(Wire.CLIENT, 41_000, BACKEND, 8080, RST, 150, 0, 0);

        assertThat(wire.scene().findings(FindingKind.NAT_INVALID_CONNTRACK_RESET))
                .isEmpty();
    }
}
