package dev.faultline.agent;

import dev.faultline.engine.common.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Names that DNS answers gave to addresses, each once, in the order in which they were seen. Thread-safe.
final class NameJournal {
    private final int limit;
    private final Bell bell;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<Known> known = new HashSet<>();

    /// A name and its address.
    ///
    /// @param time of the first answer that said so, nanoseconds since the epoch
    record Entry(String name, IpAddress address, long time) {}

    private record Known(String name, IpAddress address) {}

    /// @param limit names kept; what comes beyond is not told
    /// @param bell is rung for each name
    NameJournal(int limit, Bell bell) {
        this.limit = limit;
        this.bell = bell;
    }

    /// An answer gave an address for a name.
    void add(String name, IpAddress address, long time) {
        synchronized (this) {
            if (known.size() >= limit || !known.add(new Known(name, address))) {
                return;
            }
            entries.add(new Entry(name, address, time));
        }
        bell.ring();
    }

    /// The entries from an index on.
    ///
    /// @param most how many at most
    synchronized List<Entry> from(int index, int most) {
        return List.copyOf(entries.subList(index, Math.min(entries.size(), index + most)));
    }
}
