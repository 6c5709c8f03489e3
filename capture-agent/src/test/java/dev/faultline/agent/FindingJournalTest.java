package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingJournalTest {
    private final FindingJournal journal = new FindingJournal(3, new Bell());

    @Test
    void newcomerGetsEachFindingOnceAsItIsNow() {
        journal.add(finding("a", 1));
        journal.add(finding("b", 1));
        journal.add(finding("a", 2));

        assertThat(told(0)).containsExactly("2 b 1", "3 a 2");
    }

    @Test
    void returnerGetsWhatCameBehindItsNumber() {
        journal.add(finding("a", 1));
        journal.add(finding("b", 1));

        assertThat(told(1)).containsExactly("2 b 1");
        assertThat(told(2)).isEmpty();
    }

    @Test
    void partsComeInOrder() {
        journal.add(finding("a", 1));
        journal.add(finding("b", 1));
        journal.add(finding("c", 1));

        assertThat(journal.since(0, 2)).extracting(FindingJournal.Entry::number).containsExactly(1L, 2L);
    }

    @Test
    void findingToldOfLongestAgoGoesAndIsCountedWhenFull() {
        for (String id : List.of("a", "b", "c", "d")) {
            journal.add(finding(id, 1));
        }

        assertThat(told(0)).containsExactly("2 b 1", "3 c 1", "4 d 1");
        assertThat(journal.lost()).isOne();
    }

    private List<String> told(long since) {
        return journal.since(since, 100).stream()
                .map(entry -> entry.number() + " " + entry.finding().id() + " "
                        + entry.finding().count())
                .toList();
    }

    static Finding finding(String id, long count) {
        Endpoint end = new Endpoint(IpAddress.parse("10.0.0.1"), 80);
        return new Finding(
                id,
                FindingKind.TCP_CONNECT_REFUSED,
                Severity.ERROR,
                FindingState.FINAL,
                Confidence.HIGH,
                List.of(),
                null,
                1,
                2,
                count,
                Transport.TCP,
                end,
                end,
                Blame.DST,
                null,
                0,
                List.of("eth0"),
                List.of(),
                null,
                Map.of(),
                List.of());
    }
}
