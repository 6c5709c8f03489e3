package dev.faultline.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SettledFindingsTest {
    private final AtomicLong clock = new AtomicLong(100);
    private final SettledFindings findings =
            new SettledFindings(2, 10, finding -> finding.severity().compareTo(Severity.NOTICE) >= 0, clock::get);

    @Test
    void findingComesOnceWhenItsTimeIsOverAsItIsThen() {
        findings.found(SomeFindings.refused("a", Severity.NOTICE));
        clock.addAndGet(9);
        Finding later = SomeFindings.refused("a", Severity.ERROR);
        findings.found(later);
        assertThat(findings.settled()).isEmpty();

        clock.addAndGet(1);
        assertThat(findings.settled()).containsExactly(later);
        assertThat(findings.settled()).isEmpty();
    }

    @Test
    void findingThatGrowsComesNotAgainButOneThatBecomesGraverDoes() {
        findings.found(SomeFindings.refused("a", Severity.WARNING));
        assertThat(findings.rest()).hasSize(1);

        findings.found(SomeFindings.refused("a", Severity.WARNING));
        findings.found(SomeFindings.refused("a", Severity.NOTICE));
        assertThat(findings.rest()).isEmpty();

        findings.found(SomeFindings.refused("a", Severity.ERROR));
        assertThat(findings.rest()).extracting(Finding::severity).containsExactly(Severity.ERROR);
    }

    @Test
    void findingThatTurnsOutToBeNothingIsNotTold() {
        findings.found(SomeFindings.refused("a", Severity.WARNING));
        findings.found(SomeFindings.refused("a", Severity.INFO));
        assertThat(findings.rest()).isEmpty();

        findings.found(SomeFindings.refused("a", Severity.NOTICE));
        assertThat(findings.rest()).hasSize(1);
    }

    @Test
    void unwantedFindingsTakeNoRoomAndThoseBeyondItAreCounted() {
        findings.found(SomeFindings.refused("a", Severity.INFO));
        findings.found(SomeFindings.refused("b"));
        findings.found(SomeFindings.refused("c"));
        assertThat(findings.refused()).isZero();

        findings.found(SomeFindings.refused("d"));
        findings.found(SomeFindings.refused("c"));
        assertThat(findings.refused()).isOne();
        assertThat(findings.rest()).extracting(Finding::id).containsExactly("b", "c");
    }
}
