package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.tcp.TcpState;

/// The states of both ends after each packet: each end's as the place next to it knows it, and by what it sends
/// wherever that is seen. A packet that does not come to the place next to an end leaves that end as it was.
@SuppressWarnings("EnumOrdinal") // columns of bytes, kept nowhere else
final class StateColumns {
    private static final byte UNKNOWN = (byte) TcpState.UNKNOWN.ordinal();

    private final PacketTable packets;
    private final SightingTable sightings;

    StateColumns(PacketTable packets, SightingTable sightings) {
        this.packets = packets;
        this.sightings = sightings;
    }

    /// @param nextToOne place next to "one"
    /// @param nextToOther place next to "other"
    void fill(int nextToOne, int nextToOther) {
        byte one = UNKNOWN;
        byte other = UNKNOWN;
        for (int packet = 0; packet < packets.size; packet++) {
            boolean fromOne = packets.direction[packet] == Direction.CLIENT_TO_SERVER.ordinal();
            boolean fromOther = packets.direction[packet] == Direction.SERVER_TO_CLIENT.ordinal();
            int atOne = sighting(packet, nextToOne, fromOne);
            int atOther = sighting(packet, nextToOther, fromOther);
            one = atOne == SightingTable.NONE ? one : sightings.stateOne[atOne];
            other = atOther == SightingTable.NONE ? other : sightings.stateOther[atOther];
            packets.stateOne[packet] = one;
            packets.stateOther[packet] = other;
        }
    }

    /// The sighting that tells of an end, or [SightingTable#NONE].
    ///
    /// @param anywhere whether another place tells too
    private int sighting(int packet, int place, boolean anywhere) {
        int found = SightingTable.NONE;
        for (int s = packets.firstSighting[packet]; s != SightingTable.NONE; s = sightings.next[s]) {
            boolean known = sightings.stateOne[s] != SightingTable.NONE;
            if (known && sightings.place[s] == place) {
                return s;
            }
            found = known && anywhere && found == SightingTable.NONE ? s : found;
        }
        return found;
    }
}
