package dev.faultline.app.extract;

import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Remembers the fragments of IP packets that are not complete yet, as only the last one tells whose they are.
final class FragmentBook {
    private final LinkedHashMap<Key, ChosenPackets> incomplete = new LinkedHashMap<>();
    private final int limit;

    /// The packet that a fragment is of.
    private record Key(long srcHigh, long srcLow, long dstHigh, long dstLow, int id) {
        static Key of(IpHeader ip) {
            return new Key(ip.srcHigh(), ip.srcLow(), ip.dstHigh(), ip.dstLow(), ip.id());
        }
    }

    /// @param limit incomplete packets at once; the oldest is forgotten first
    FragmentBook(int limit) {
        this.limit = limit;
    }

    /// Takes in a fragment that does not complete its packet.
    void add(Packet fragment) {
        incomplete
                .computeIfAbsent(Key.of(fragment.ip()), key -> new ChosenPackets())
                .add(fragment.frame(), fragment.position());
        if (incomplete.size() > limit) {
            incomplete.pollFirstEntry();
        }
    }

    /// The earlier fragments of a packet that is complete now, which are forgotten; or null.
    @Nullable
    ChosenPackets complete(Packet packet) {
        return incomplete.remove(Key.of(packet.ip()));
    }
}
