package dev.faultline.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Things, each as it is now, numbered in the order in which they were told: whoever was away asks for what came
/// behind the last number that it has, and gets each once. Not thread-safe.
///
/// @param <K> what a thing is known by
final class Numbered<K, T> {
    private final int limit;
    private final TreeMap<Long, Entry<K, T>> entries = new TreeMap<>();
    private final Map<K, Long> numbers = new HashMap<>();
    private long last;

    /// A thing and its number.
    record Entry<K, T>(long number, K key, T value) {}

    /// @param limit things kept; beyond it the one told of longest ago goes
    Numbered(int limit) {
        this.limit = limit;
    }

    /// A thing is new or has changed.
    ///
    /// @return what had to go for it, or null
    @Nullable
    Entry<K, T> put(K key, T value) {
        Long before = numbers.put(key, ++last);
        if (before != null) {
            entries.remove(before);
        }
        entries.put(last, new Entry<>(last, key, value));
        if (entries.size() <= limit) {
            return null;
        }
        Entry<K, T> gone = entries.pollFirstEntry().getValue();
        numbers.remove(gone.key());
        return gone;
    }

    /// The entries behind a number, oldest first.
    ///
    /// @param most how many at most
    List<Entry<K, T>> since(long number, int most) {
        return entries.tailMap(number, false).values().stream().limit(most).toList();
    }

    /// The number given last; 0 before the first.
    long last() {
        return last;
    }

    int size() {
        return entries.size();
    }

    /// Forgets all, and leaves out a number: whoever has the last one is behind.
    void clear() {
        entries.clear();
        numbers.clear();
        last++;
    }
}
