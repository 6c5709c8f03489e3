package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Knows a packet again that another vantage point saw just before: same direction, numbers, flags and length,
/// and the same IPv4 identification or timestamp. Remembers all packets of the flow, which are bounded: a capture
/// of several interfaces may hold what one of them saw long before what the next one did.
@SuppressWarnings("EnumOrdinal") // part of a hash that nobody keeps
final class SightingMatcher {
    private static final long NEAR = TimeUnit.SECONDS.toNanos(2);

    private final PacketTable packets;
    private final SightingTable sightings;
    private final Map<Long, Integer> latest = new HashMap<>();

    SightingMatcher(PacketTable packets, SightingTable sightings) {
        this.packets = packets;
        this.sightings = sightings;
    }

    /// The packet that this is another sighting of, or -1.
    int find(Packet packet, Direction direction, int place) {
        if (!packet.isTcp() && !packet.isUdp()) {
            return -1;
        }
        Integer index = latest.get(key(packet, direction));
        if (index == null) {
            return -1;
        }
        int sighting = packets.firstSighting[index];
        if (Math.abs(packet.timestamp() - sightings.time[sighting]) > NEAR) {
            return -1;
        }
        while (sighting != SightingTable.NONE) {
            if (sightings.place[sighting] == place) {
                return -1;
            }
            sighting = sightings.next[sighting];
        }
        return index;
    }

    void remember(Packet packet, Direction direction, int index) {
        if (packet.isTcp() || packet.isUdp()) {
            latest.put(key(packet, direction), index);
        }
    }

    /// Hangs a further sighting below a packet.
    void last(int index, int sighting) {
        int end = packets.firstSighting[index];
        while (sightings.next[end] != SightingTable.NONE) {
            end = sightings.next[end];
        }
        sightings.next[end] = sighting;
    }

    private static long key(Packet packet, Direction direction) {
        IpHeader ip = packet.ip();
        long key = mix((long) direction.ordinal() << 32 | ip.id());
        if (packet.isUdp()) {
            return mix(key + packet.udp().payloadLength());
        }
        TcpHeader tcp = packet.tcp();
        key = mix(key + ((long) tcp.seq() << 32 | tcp.ack() & 0xffff_ffffL));
        key = mix(key + ((long) tcp.window() << 32 | (long) tcp.payloadLength() << 8 | tcp.flags()));
        return mix(key + (tcp.hasTimestamps() ? tcp.timestampValue() : 0));
    }

    private static long mix(long bits) {
        long x = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
        return x ^ x >>> 32;
    }
}
