package dev.faultline.app.flow;

import dev.faultline.engine.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// The places where a flow is seen. A vantage point that sees both legs of a flow is two places when it sees
/// the same packets twice, before and behind a translation of addresses; else it is one.
final class PlaceTable {
    private final List<Place> places = new ArrayList<>();
    private final IntFunction<String> vantageName;

    PlaceTable(IntFunction<String> vantageName) {
        this.vantageName = vantageName;
    }

    List<Place> all() {
        return places;
    }

    /// The number of the place where a packet is seen.
    int of(Packet packet, int vantage, int leg) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).vantage() == vantage && places.get(i).leg() == leg) {
                return i;
            }
        }
        places.add(new Place(vantage, leg, vantageName.apply(vantage), packet.interfaceId()));
        return places.size() - 1;
    }

    /// Makes one place of those that see the packets of one direction each.
    void merge(PacketTable packets, SightingTable sightings) {
        int[] to = new int[places.size()];
        for (int place = 0; place < to.length; place++) {
            to[place] = place;
            for (int other = 0; other < place && to[place] == place; other++) {
                boolean one = places.get(other).vantage() == places.get(place).vantage();
                if (one && to[other] == other && !seeSame(packets, sightings, place, other)) {
                    to[place] = other;
                }
            }
        }
        for (int s = 0; s < sightings.size; s++) {
            sightings.place[s] = (short) to[sightings.place[s]];
        }
    }

    private static boolean seeSame(PacketTable packets, SightingTable sightings, int a, int b) {
        for (int packet = 0; packet < packets.size; packet++) {
            boolean atA = false;
            boolean atB = false;
            for (int s = packets.firstSighting[packet]; s != SightingTable.NONE; s = sightings.next[s]) {
                atA |= sightings.place[s] == a;
                atB |= sightings.place[s] == b;
            }
            if (atA && atB) {
                return true;
            }
        }
        return false;
    }

    /// The vantage point that the packets of a finding did not reach is a place too, when another is the last
    /// that saw them.
    void addUnseen(LossPlace loss) {
        boolean before = places.stream().anyMatch(place -> place.name().equals(loss.before()));
        places.stream()
                .filter(place -> !before && place.name().equals(loss.after()))
                .findFirst()
                .ifPresent(after -> places.add(new Place(Place.UNSEEN, after.leg(), loss.before(), -1)));
    }
}
