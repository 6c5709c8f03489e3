package dev.faultline.agent;

import dev.faultline.engine.evidence.Parcel;
import dev.faultline.engine.finding.FindingKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Packets that were put aside, numbered, until they are taken or must make room. Where there is too much, the
/// kind of finding that takes the most gives its oldest first, so that a storm of one kind leaves the packets
/// of the others. Thread-safe.
final class ParcelShelf {
    private final Bell bell;
    private final TreeMap<Long, Parcel> parcels = new TreeMap<>();
    private final Map<FindingKind, Deque<Long>> ofKind = new EnumMap<>(FindingKind.class);
    private final Map<FindingKind, Long> bytesOfKind = new EnumMap<>(FindingKind.class);
    private long most;
    private long bytes;
    private long last;
    private long packets;
    private long evicted;

    /// A parcel and its number.
    record Entry(long number, Parcel parcel) {}

    /// @param most bytes kept
    /// @param bell is rung for each parcel
    ParcelShelf(long most, Bell bell) {
        this.most = most;
        this.bell = bell;
    }

    /// Keeps a parcel of findings of one kind.
    void add(Parcel parcel) {
        synchronized (this) {
            FindingKind kind = Objects.requireNonNull(parcel.kind(), "a parcel of no finding");
            parcels.put(++last, parcel);
            ofKind.computeIfAbsent(kind, none -> new ArrayDeque<>()).add(last);
            bytesOfKind.merge(kind, (long) parcel.size(), Long::sum);
            bytes += parcel.size();
            packets += parcel.packets();
            makeRoom();
        }
        bell.ring();
    }

    /// Keeps so many bytes at most from now on.
    synchronized void most(long other) {
        most = other;
        makeRoom();
    }

    private void makeRoom() {
        while (bytes > most) {
            FindingKind largest = bytesOfKind.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            Deque<Long> numbers = Objects.requireNonNull(ofKind.get(largest));
            Parcel gone = Objects.requireNonNull(parcels.remove(numbers.remove()));
            bytes -= gone.size();
            bytesOfKind.merge(largest, -(long) gone.size(), Long::sum);
            evicted += gone.packets();
        }
    }

    /// The first parcel behind a number, or null when there is none yet.
    synchronized @Nullable Entry after(long number) {
        Map.Entry<Long, Parcel> entry = parcels.higherEntry(number);
        return entry == null ? null : new Entry(entry.getKey(), entry.getValue());
    }

    /// Packets that were put aside until now.
    synchronized long packets() {
        return packets;
    }

    /// Packets among them that had to make room.
    synchronized long evicted() {
        return evicted;
    }

    /// Bytes kept now.
    synchronized long bytes() {
        return bytes;
    }
}
