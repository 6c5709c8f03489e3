package dev.faultline.agent;

import dev.faultline.engine.correlate.Sighting;
import java.util.List;

/// What vantage points have seen of connections lately, each as it is now. Where more comes than is kept, or not
/// all flows are analysed, whoever listens is told that it is not all. Thread-safe.
final class SightingJournal {
    private final Numbered<Key, Sighting> sightings;
    private long until;
    /// The last number that is missing.
    private long missing;

    /// A connection at a vantage point.
    private record Key(String vantage, long mark) {}

    /// What is new.
    ///
    /// @param number to go on behind
    /// @param until time until which that is all, nanoseconds since the epoch; 0 when there is more
    /// @param incomplete whether something before is missing
    record News(long number, List<Sighting> sightings, long until, boolean incomplete) {}

    /// @param limit connections kept; beyond it those seen longest ago go
    SightingJournal(int limit) {
        sightings = new Numbered<>(limit);
    }

    /// More was seen.
    ///
    /// @param time until which that is all
    synchronized void add(List<Sighting> seen, long time) {
        for (Sighting sighting : seen) {
            var gone = sightings.put(new Key(sighting.vantage(), sighting.mark()), sighting);
            if (gone != null) {
                missing = gone.number();
            }
        }
        until = Math.max(until, time);
    }

    /// Not all is seen at the moment: what was told says nothing of the rest.
    synchronized void blind() {
        sightings.clear();
        missing = sightings.last();
        until = 0;
    }

    /// What came behind a number.
    ///
    /// @param most how many at most
    synchronized News since(long number, int most) {
        List<Numbered.Entry<Key, Sighting>> news = sightings.since(number, most);
        long last = news.isEmpty() ? Math.max(number, missing) : news.getLast().number();
        return new News(
                last,
                news.stream().map(Numbered.Entry::value).toList(),
                last >= sightings.last() ? until : 0,
                number < missing);
    }
}
