package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.correlate.Sighting.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingJournalTest {
    private final SightingJournal journal = new SightingJournal(3);

    private static Sighting sighting(long mark, int packets) {
        Endpoint end = new Endpoint(IpAddress.parse("10.0.0.1"), 80);
        return new Sighting("eth0", mark, end, end, 64, 1, 2, new Sent(packets, 1, 1, 0), new Sent(0, 0, 0, 0));
    }

    @Test
    void listenerGetsEachConnectionAsItIsNowAndUntilWhenThatIsAll() {
        journal.add(List.of(sighting(1, 1), sighting(2, 1)), 100);
        journal.add(List.of(sighting(1, 5)), 200);

        SightingJournal.News news = journal.since(0, 10);

        assertThat(news.sightings()).containsExactly(sighting(2, 1), sighting(1, 5));
        assertThat(news.until()).isEqualTo(200);
        assertThat(news.incomplete()).isFalse();
        assertThat(journal.since(news.number(), 10).sightings()).isEmpty();
    }

    @Test
    void whileThereIsMoreToTellNoTimeIsSaid() {
        journal.add(List.of(sighting(1, 1), sighting(2, 1)), 100);

        SightingJournal.News first = journal.since(0, 1);
        SightingJournal.News second = journal.since(first.number(), 1);

        assertThat(first.until()).isZero();
        assertThat(second.sightings()).containsExactly(sighting(2, 1));
        assertThat(second.until()).isEqualTo(100);
    }

    @Test
    void whoeverMissedWhatHadToGoIsToldSoOnce() {
        journal.add(List.of(sighting(1, 1), sighting(2, 1)), 100);
        long told = journal.since(0, 10).number();
        journal.add(List.of(sighting(3, 1), sighting(4, 1)), 200);
        assertThat(journal.since(told, 10).incomplete()).isFalse();
        journal.add(List.of(sighting(5, 1), sighting(6, 1)), 300);

        SightingJournal.News news = journal.since(told, 10);

        assertThat(news.incomplete()).isTrue();
        assertThat(news.sightings()).hasSize(3);
        assertThat(journal.since(news.number(), 10).incomplete()).isFalse();
    }

    @Test
    void whatIsNotSeenForAWhileIsToldAsSuchAndNoTimeIsSaid() {
        journal.add(List.of(sighting(1, 1)), 100);
        long told = journal.since(0, 10).number();
        journal.blind();

        SightingJournal.News blind = journal.since(told, 10);
        journal.add(List.of(sighting(2, 1)), 200);
        SightingJournal.News again = journal.since(blind.number(), 10);

        assertThat(blind.incomplete()).isTrue();
        assertThat(blind.sightings()).isEmpty();
        assertThat(blind.until()).isZero();
        assertThat(again.incomplete()).isFalse();
        assertThat(again.sightings()).containsExactly(sighting(2, 1));
        assertThat(again.until()).isEqualTo(200);
    }
}
