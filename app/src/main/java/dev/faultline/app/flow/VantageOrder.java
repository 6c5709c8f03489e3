package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// In which order packets pass the vantage points on their way from the client to the server: what the client
/// sends is seen near it first, what the server sends last.
final class VantageOrder {
    private final List<Integer> vantages;
    private final int[] lanes;

    private VantageOrder(List<Integer> vantages, int size) {
        this.vantages = vantages;
        lanes = new int[size];
        for (int lane = 0; lane < vantages.size(); lane++) {
            lanes[vantages.get(lane)] = lane;
        }
    }

    /// @param swapped whether the first of the packets' two directions leads to the client
    @SuppressWarnings("EnumOrdinal") // columns of bytes, kept nowhere else
    static VantageOrder of(PacketTable packets, SightingTable sightings, boolean swapped) {
        int most = 0;
        for (int i = 0; i < sightings.size; i++) {
            most = Math.max(most, sightings.vantage[i]);
        }
        long[] delay = new long[most + 1];
        long[] seen = new long[most + 1];
        boolean[] used = new boolean[most + 1];
        int toServer = (swapped ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER).ordinal();
        for (int packet = 0; packet < packets.size; packet++) {
            int first = packets.firstSighting[packet];
            int sign = packets.direction[packet] == toServer ? 1 : -1;
            used[sightings.vantage[first]] = true;
            for (int s = sightings.next[first]; s != SightingTable.NONE; s = sightings.next[s]) {
                long later = sign * (sightings.time[s] - sightings.time[first]);
                delay[sightings.vantage[s]] += later;
                delay[sightings.vantage[first]] -= later;
                used[sightings.vantage[s]] = true;
                seen[sightings.vantage[s]]++;
                seen[sightings.vantage[first]]++;
            }
        }
        List<Integer> order = IntStream.rangeClosed(0, most)
                .filter(vantage -> used[vantage])
                .boxed()
                .sorted(Comparator.comparingDouble(vantage -> delay[vantage] / (double) Math.max(1, seen[vantage])))
                .toList();
        return new VantageOrder(order, most + 1);
    }

    /// The lane of each vantage point, by its number.
    int[] lanes() {
        return lanes;
    }

    /// Names of the lanes.
    List<String> names(IntFunction<String> vantageName) {
        List<String> names = new ArrayList<>();
        vantages.forEach(vantage -> names.add(vantageName.apply(vantage)));
        return List.copyOf(names);
    }
}
