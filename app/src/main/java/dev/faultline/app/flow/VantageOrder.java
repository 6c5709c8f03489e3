package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// In which order packets pass the places where they are seen on their way from the client to the server: each
/// router takes one off their time to live; where there is none between, what the client sends is seen near it
/// first, and what the server sends last. Clocks of different nodes are never quite the same, so the places of
/// one node stay together.
@SuppressWarnings("EnumOrdinal") // columns of bytes, kept nowhere else
final class VantageOrder {
    private final PacketTable packets;
    private final SightingTable sightings;
    private final int toServer;
    private final long[] delay;
    private final long[] seen;
    private final int[] clientTtl;
    private final int[] serverTtl;

    private VantageOrder(PacketTable packets, SightingTable sightings, int places, boolean swapped) {
        this.packets = packets;
        this.sightings = sightings;
        toServer = (swapped ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER).ordinal();
        delay = new long[places];
        seen = new long[places];
        clientTtl = new int[places];
        serverTtl = new int[places];
    }

    /// The places in order.
    ///
    /// @param swapped whether the first of the packets' two directions leads to the client
    /// @param loss where the engine says that packets were lost, which may be before a place that has seen none
    static List<Integer> of(
            PacketTable packets,
            SightingTable sightings,
            List<Place> places,
            boolean swapped,
            @Nullable LossPlace loss) {
        VantageOrder order = new VantageOrder(packets, sightings, places.size(), swapped);
        for (int packet = 0; packet < packets.size; packet++) {
            order.take(packet);
        }
        List<Integer> seen = order.sorted(places);
        int unseen = IntStream.range(0, places.size())
                .filter(place -> places.get(place).vantage() == Place.UNSEEN)
                .findFirst()
                .orElse(-1);
        if (unseen < 0 || loss == null) {
            return seen;
        }
        List<Integer> all = new ArrayList<>(seen);
        int after = IntStream.range(0, all.size())
                .filter(i -> places.get(all.get(i)).name().equals(loss.after()))
                .max()
                .orElse(loss.fromClient() ? all.size() - 1 : 0);
        all.add(loss.fromClient() ? after + 1 : after, unseen);
        return all;
    }

    private void take(int packet) {
        int first = packets.firstSighting[packet];
        boolean there = packets.direction[packet] == toServer;
        boolean icmp = packets.kind[packet] == PacketKind.ICMP.ordinal();
        int[] ttls = there ? clientTtl : serverTtl;
        long sum = 0;
        int count = 0;
        for (int s = first; s != SightingTable.NONE; s = sightings.next[s]) {
            int place = sightings.place[s];
            if (ttls[place] == 0 && !icmp) {
                ttls[place] = sightings.ttl[s];
            }
            sum += sightings.time[s] - sightings.time[first];
            count++;
        }
        for (int s = first; s != SightingTable.NONE; s = sightings.next[s]) {
            long later = sightings.time[s] - sightings.time[first] - sum / count;
            delay[sightings.place[s]] += there ? later : -later;
            seen[sightings.place[s]]++;
        }
    }

    private List<Integer> sorted(List<Place> places) {
        int fresh = IntStream.of(clientTtl).max().orElse(0);
        int used = IntStream.of(serverTtl).filter(ttl -> ttl > 0).min().orElse(0);
        ToIntFunction<Integer> hops =
                place -> clientTtl[place] > 0 ? fresh - clientTtl[place] : serverTtl[place] - used;
        ToDoubleFunction<Integer> later = place -> delay[place] / (double) Math.max(1, seen[place]);
        Map<String, Double> ofNode = new HashMap<>();
        List<Integer> all = IntStream.range(0, places.size())
                .filter(place -> seen[place] > 0)
                .boxed()
                .toList();
        Function<Integer, String> node =
                place -> hops.applyAsInt(place) + places.get(place).node();
        all.forEach(place -> ofNode.merge(node.apply(place), later.applyAsDouble(place), Math::min));
        return all.stream()
                .sorted(Comparator.comparingInt(hops)
                        .thenComparing(place -> ofNode.getOrDefault(node.apply(place), 0.0))
                        .thenComparing(node)
                        .thenComparingDouble(later))
                .toList();
    }
}
