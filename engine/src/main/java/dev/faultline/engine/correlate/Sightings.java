package dev.faultline.engine.correlate;

import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/// Notes the connections of which others should hear: those that were opened, and whose handshakes and
/// repetitions went on, and questions and answers over UDP. Costs nothing where nobody asks.
public final class Sightings implements TcpObserver {
    private static final int MOST = 100_000;
    /// What more packets go between two ends is no question and answer any more.
    private static final int EXCHANGE = 8;

    private final BooleanSupplier wanted;
    private final Set<Flow> changed = new LinkedHashSet<>();

    /// @param wanted whether anybody asks
    public Sightings(BooleanSupplier wanted) {
        this.wanted = wanted;
    }

    /// What has changed since the last time.
    ///
    /// @param vantageName gives the name of a vantage point
    public List<Sighting> drain(IntFunction<String> vantageName) {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<Sighting> sightings = new ArrayList<>(changed.size());
        for (Flow flow : changed) {
            String vantage = vantageName.apply(flow.vantage());
            if (flow instanceof TcpConnection connection) {
                sightings.add(Sighting.of(connection, vantage));
            } else if (flow instanceof UdpFlow udp) {
                sightings.add(Sighting.of(udp, vantage));
            }
        }
        changed.clear();
        return sightings;
    }

    /// A packet of a UDP flow came.
    public void onUdp(UdpFlow flow) {
        UdpFlow asked = flow.whole();
        UdpFlow seen = asked == null ? flow : asked;
        if (seen.packetsFromClient() + seen.packetsFromServer() <= EXCHANGE) {
            note(seen);
        }
    }

    private void note(Flow flow) {
        if (wanted.getAsBoolean() && changed.size() < MOST) {
            changed.add(flow);
        }
    }

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        note(connection);
    }

    @Override
    public void onSynRepeated(TcpConnection connection, Packet packet) {
        note(connection);
    }

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        note(connection);
    }

    @Override
    public void onSynAckRepeated(TcpConnection connection, Packet packet) {
        note(connection);
    }

    @Override
    public void onRetransmission(TcpConnection connection, TcpEnd sender, Packet packet) {
        note(connection);
    }
}
