package dev.faultline.engine.finding;

import static dev.faultline.engine.finding.FindingKind.ICMP_DESTINATION_UNREACHABLE;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_ICMP_REJECTED;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_NO_REPLY;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.common.TestLimits;
import dev.faultline.engine.flow.Flow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingBookTest {
    private static final Flow OTHER = TestFindings.flow("10.0.0.1", 41023, "10.0.0.2", 8443);

    private final List<Finding> told = new ArrayList<>();
    private final FindingBook book = TestFindings.book(Limits.DEFAULT, told);

    private static Limits findings(int most) {
        return TestLimits.with(TestLimits.with(Limits.DEFAULT, "findings", most), "evidenceFrames", 2);
    }

    @Test
    void bookMergesRepeatsOnOneFlow() {
        book.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(10);
        book.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(30);
        book.flush();

        assertThat(told).singleElement().satisfies(f -> {
            assertThat(f.count()).isEqualTo(2);
            assertThat(f.first()).isEqualTo(10);
            assertThat(f.last()).isEqualTo(30);
        });
    }

    @Test
    void bookTellsApartFlowsKindsAndQualifiers() {
        book.open(TestFindings.FLOW, ICMP_DESTINATION_UNREACHABLE, 3).occurred(1);
        book.open(TestFindings.FLOW, ICMP_DESTINATION_UNREACHABLE, 4).occurred(1);
        book.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(1);
        book.open(OTHER, TCP_CONNECT_REFUSED, 0).occurred(1);
        book.flush();

        assertThat(told).extracting(Finding::id).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void bookTellsOnlyWhatHasChanged() {
        OpenFinding finding =
                book.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(1);
        book.flush();
        book.flush();
        finding.occurred(2);
        book.flush();

        assertThat(told).extracting(Finding::count).containsExactly(1L, 2L);
    }

    @Test
    void bookCountsFindingsBeyondTheLimitAndTellsNoneOfThem() {
        FindingBook small = TestFindings.book(findings(1), told);
        small.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(1);
        small.open(OTHER, TCP_CONNECT_REFUSED, 0).occurred(1);
        small.flush();

        assertThat(told).hasSize(1);
        assertThat(small.refused()).isEqualTo(1);
    }

    @Test
    void findingNamesNoParentThatWasNotTold() {
        FindingBook small = TestFindings.book(findings(1), told);
        OpenFinding child = small.open(TestFindings.FLOW, ICMP_DESTINATION_UNREACHABLE, 0);
        child.occurred(1).partOf(small.open(OTHER, TCP_CONNECT_REFUSED, 0).occurred(1));
        small.flush();

        assertThat(told.getFirst().partOf()).isNull();
    }

    @Test
    void bookLetsGoOfAFlow() {
        book.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(1);
        book.forget(TestFindings.FLOW);
        book.flush();

        assertThat(told).hasSize(1);
        assertThat(book.find(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0)).isNull();
    }

    @Test
    void bookLetsGoOfTheFlowToldOfLongestAgoWhenThereAreTooMany() {
        FindingBook small = TestFindings.book(TestLimits.with(Limits.DEFAULT, "findingFlows", 2), told);
        Flow third = TestFindings.flow("10.0.0.3", 1, "10.0.0.4", 2);
        small.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(1);
        small.open(OTHER, TCP_CONNECT_REFUSED, 0).occurred(1);
        small.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(2);
        small.open(third, TCP_CONNECT_REFUSED, 0).occurred(3);
        small.flush();

        assertThat(told).hasSize(3);
        assertThat(small.find(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0)).isNotNull();
        assertThat(small.find(OTHER, TCP_CONNECT_REFUSED, 0)).isNull();
    }

    @Test
    void findingIsPartOfItsParent() {
        OpenFinding parent =
                book.open(TestFindings.FLOW, TCP_CONNECT_ICMP_REJECTED, 0).occurred(1);
        book.open(TestFindings.FLOW, ICMP_DESTINATION_UNREACHABLE, 0)
                .occurred(1)
                .partOf(parent);
        book.flush();

        assertThat(told.get(1).partOf()).isEqualTo(told.get(0).id());
    }

    @Test
    void findingNeverHangsBelowItsOwnParts() {
        OpenFinding a = book.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0).occurred(1);
        OpenFinding b = book.open(TestFindings.FLOW, TCP_CONNECT_ICMP_REJECTED, 0)
                .occurred(1)
                .partOf(a);
        OpenFinding c = book.open(TestFindings.FLOW, TCP_CONNECT_NO_REPLY, 0)
                .occurred(1)
                .partOf(b);
        a.partOf(c);

        assertThat(a.hasParent()).isFalse();
    }

    @Test
    void findingThatIsOpenAtTheEndIsOnlyInformation() {
        Finding finding = TestFindings.of(
                TCP_CONNECT_NO_REPLY, f -> f.severity(Severity.ERROR).state(FindingState.OPEN_AT_END));

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void findingNamesAFewFramesAndCountsAll() {
        FindingBook small = TestFindings.book(findings(9), told);
        OpenFinding finding = small.open(TestFindings.FLOW, TCP_CONNECT_REFUSED, 0);
        for (int frame = 1; frame <= 5; frame++) {
            finding.occurred(frame).evidence(frame, -1);
        }
        small.flush();

        assertThat(told.getFirst().evidence()).extracting(Evidence::frame).containsExactly(1L, 2L);
        assertThat(told.getFirst().count()).isEqualTo(5);
    }

    @Test
    void doubtOnlyLowersConfidence() {
        Finding finding = TestFindings.of(
                TCP_CONNECT_REFUSED, f -> f.confidence(Confidence.LOW, "one").doubt(Confidence.MEDIUM, "two"));

        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.confidenceWhy()).containsExactly("one", "two");
    }

    @Test
    void findingHasTheSameIdAtEveryRun() {
        assertThat(TestFindings.of(TCP_CONNECT_REFUSED).id())
                .isEqualTo(TestFindings.of(TCP_CONNECT_REFUSED).id())
                .matches("[0-9a-f]{12}");
    }
}
