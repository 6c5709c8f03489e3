package dev.faultline.app.names;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What addresses were called, and when: addresses are used again, so each name has its time. Thread-safe: a
/// cluster and an analysis add names while others ask.
///
/// Bounded: of addresses beyond the limit, and of names beyond a few dozen for one address, nothing is kept.
public final class NameIndex implements EndpointNames {
    private static final int NAMES_PER_ADDRESS = 64;
    private static final int MOST_ADDRESSES = 50_000;

    private final int limit;
    private final Map<IpAddress, List<NameEntry>> entries = new ConcurrentHashMap<>();
    private final Map<Key, NameEntry> lasting = new HashMap<>();
    private final Map<Begun, NameEntry> changed = new HashMap<>();

    /// What makes two entries the same.
    private record Key(IpAddress ip, int port, NameSource source, AddressName name) {
        static Key of(NameEntry entry) {
            return new Key(entry.ip(), entry.port(), entry.source(), entry.name());
        }
    }

    /// One stretch of time of an entry.
    private record Begun(Key key, long from) {}

    public NameIndex() {
        this(MOST_ADDRESSES);
    }

    /// @param limit addresses that have names
    NameIndex(int limit) {
        this.limit = limit;
    }

    /// An index of what was stored. Nothing of it counts as changed.
    public static NameIndex of(Collection<NameEntry> stored) {
        NameIndex index = new NameIndex();
        synchronized (index) {
            stored.forEach(index::put);
        }
        return index;
    }

    /// A DNS answer named an address.
    ///
    /// @param nanos time of the answer
    public synchronized void answered(String name, IpAddress address, long nanos) {
        AddressName dns = AddressName.ofDns(name);
        List<NameEntry> known = entries.getOrDefault(address, List.of());
        // A second answer with the same name says nothing new.
        NameEntry before = latest(known, NameSource.DNS, Endpoint.NO_PORT, nanos);
        boolean repeated = before != null && before.name().equals(dns) && before.from() <= nanos;
        if (!repeated) {
            add(new NameEntry(address, Endpoint.NO_PORT, NameSource.DNS, dns, nanos, NameEntry.LASTING));
        }
    }

    /// The cluster has these names now, and no others: those of before that are not among them have ended.
    ///
    /// @param now each with when it began; all [NameEntry#LASTING]
    /// @param nanos the present, as capture time
    public synchronized void cluster(Collection<NameEntry> now, long nanos) {
        Map<Key, NameEntry> current = new HashMap<>();
        now.forEach(entry -> current.putIfAbsent(Key.of(entry), entry));
        List<Key> over = lasting.keySet().stream()
                .filter(key -> !current.containsKey(key))
                .toList();
        over.forEach(key -> end(lasting.remove(key), nanos));
        current.forEach((key, entry) -> {
            if (lasting.putIfAbsent(key, entry) == null) {
                add(entry);
            }
        });
    }

    private void end(@Nullable NameEntry entry, long nanos) {
        if (entry != null) {
            add(new NameEntry(
                    entry.ip(),
                    entry.port(),
                    entry.source(),
                    entry.name(),
                    entry.from(),
                    Math.max(nanos, entry.from())));
        }
    }

    private void add(NameEntry entry) {
        if (put(entry)) {
            changed.put(new Begun(Key.of(entry), entry.from()), entry);
        }
    }

    /// @return whether there was room
    private boolean put(NameEntry entry) {
        List<NameEntry> known = entries.get(entry.ip());
        if (known == null && entries.size() >= limit) {
            return false;
        }
        List<NameEntry> all = new ArrayList<>(known == null ? List.of() : known);
        all.removeIf(old -> old.from() == entry.from() && Key.of(old).equals(Key.of(entry)));
        if (all.size() >= NAMES_PER_ADDRESS) {
            all.removeFirst();
        }
        all.add(entry);
        entries.put(entry.ip(), List.copyOf(all));
        return true;
    }

    /// What is new or has ended since this was last asked: to be stored.
    public synchronized List<NameEntry> drainChanges() {
        List<NameEntry> drained = List.copyOf(changed.values());
        changed.clear();
        return drained;
    }

    /// Whether no address has a name.
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public AddressName at(@Nullable Endpoint endpoint, long nanos) {
        if (endpoint == null) {
            return AddressName.NONE;
        }
        List<NameEntry> known = entries.getOrDefault(endpoint.ip(), List.of());
        AddressName name = AddressName.NONE;
        for (NameSource source : NameSource.values()) {
            NameEntry entry = latest(known, source, endpoint.port(), nanos);
            if (entry != null) {
                name = name.or(entry.name());
            }
        }
        return name;
    }

    /// The entry of a source that holds at a time: one for the port before one for all, a later one before an
    /// earlier one. A name that DNS gave holds from its answer on, and before the first answer too: the client
    /// knew it from an earlier one.
    private static @Nullable NameEntry latest(List<NameEntry> known, NameSource source, int port, long nanos) {
        NameEntry best = null;
        for (NameEntry entry : known) {
            boolean fits = entry.source() == source && (entry.port() == Endpoint.NO_PORT || entry.port() == port);
            if (fits && (source == NameSource.DNS || entry.holdsAt(nanos)) && isBetter(entry, best, nanos)) {
                best = entry;
            }
        }
        return best;
    }

    private static boolean isBetter(NameEntry entry, @Nullable NameEntry best, long nanos) {
        if (best == null) {
            return true;
        }
        if ((entry.port() == Endpoint.NO_PORT) != (best.port() == Endpoint.NO_PORT)) {
            return entry.port() != Endpoint.NO_PORT;
        }
        boolean begun = entry.from() <= nanos;
        if (begun != best.from() <= nanos) {
            return begun;
        }
        return begun ? entry.from() >= best.from() : entry.from() < best.from();
    }
}
