package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pairs of addresses that a flow has on its way: one, but for translations of addresses. Of each, "one" is
/// the same of both ends; it counts as the client until something better is known.
final class LegTable {
    private final List<Leg> legs = new ArrayList<>(1);
    private final @Nullable Endpoint client;
    private final @Nullable Endpoint server;
    private final int tcpStream;
    private boolean oneIsClient = true;

    LegTable(FlowRequest request) {
        client = request.client();
        server = request.server();
        tcpStream = request.tcpStream();
        if (isClientKnown()) {
            add(client, server, tcpStream);
        }
        Leg translated = request.translated();
        if (translated != null) {
            legs.add(translated);
        }
    }

    private void add(@Nullable Endpoint one, @Nullable Endpoint other, int stream) {
        if (one != null && other != null) {
            legs.add(new Leg(one, other, stream));
        }
    }

    /// Whether the request says who the client is.
    boolean isClientKnown() {
        return client != null && server != null;
    }

    /// All legs, "one" as the client.
    List<Leg> all() {
        return legs;
    }

    /// Learns the addresses of a packet of the flow.
    void learn(Packet packet, @Nullable TcpConnection connection) {
        if (!packet.hasIp() || packet.isIcmp() || exact(packet) >= 0) {
            return;
        }
        if (legs.isEmpty()) {
            add(
                    new Endpoint(packet.ip().src(), port(packet, true)),
                    new Endpoint(packet.ip().dst(), port(packet, false)),
                    connection == null ? tcpStream : connection.tcpStream());
            oneIsClient = connection == null
                    || connection.client().equals(legs.getFirst().client());
        } else if (connection != null) {
            boolean inOrder = oneIsClient;
            add(
                    inOrder ? connection.client() : connection.server(),
                    inOrder ? connection.server() : connection.client(),
                    connection.tcpStream());
        }
    }

    /// The leg that a packet is on; the first for what is on none.
    int of(Packet packet) {
        int exact = exact(packet);
        return exact >= 0 ? exact : Math.max(0, towards(packet));
    }

    /// Where a packet goes. An ICMP error of a third party goes to one of the ends.
    Direction direction(Packet packet) {
        int exact = exact(packet);
        if (exact >= 0) {
            boolean fromOne = is(legs.get(exact).client(), packet.ip().src(), port(packet, true));
            return fromOne ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
        }
        int towards = towards(packet);
        if (towards < 0) {
            return Direction.OTHER;
        }
        boolean toOne = is(legs.get(towards).client(), packet.ip().dst(), port(packet, false));
        return toOne ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER;
    }

    /// Whether an address is one of "one".
    boolean isOne(IpAddress address) {
        return legs.stream().anyMatch(leg -> leg.client().ip().equals(address));
    }

    /// Whether an address is one of the ends.
    boolean isEnd(IpAddress address) {
        return isOne(address) || legs.stream().anyMatch(leg -> leg.server().ip().equals(address));
    }

    /// Whether the client of a connection is "one".
    boolean isOneClient(TcpConnection connection) {
        return legs.stream()
                .anyMatch(leg ->
                        leg.client().equals(connection.client()) && leg.server().equals(connection.server()));
    }

    /// The leg with both addresses of a packet, or -1.
    private int exact(Packet packet) {
        if (!packet.hasIp()) {
            return -1;
        }
        int srcPort = port(packet, true);
        int dstPort = port(packet, false);
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            boolean there = is(leg.client(), packet.ip().src(), srcPort)
                    && is(leg.server(), packet.ip().dst(), dstPort);
            boolean back = is(leg.server(), packet.ip().src(), srcPort)
                    && is(leg.client(), packet.ip().dst(), dstPort);
            if (there || back) {
                return i;
            }
        }
        return -1;
    }

    /// The leg one of whose ends a packet goes to, or -1.
    private int towards(Packet packet) {
        if (!packet.hasIp()) {
            return -1;
        }
        int port = port(packet, false);
        for (int i = 0; i < legs.size(); i++) {
            if (is(legs.get(i).client(), packet.ip().dst(), port)
                    || is(legs.get(i).server(), packet.ip().dst(), port)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean is(Endpoint end, IpAddress address, int port) {
        return end.ip().equals(address)
                && (port == Endpoint.NO_PORT || end.port() == Endpoint.NO_PORT || port == end.port());
    }

    private static int port(Packet packet, boolean source) {
        if (packet.isTcp() || packet.hasPartialTcp()) {
            return source ? packet.tcp().srcPort() : packet.tcp().dstPort();
        }
        if (packet.isUdp()) {
            return source ? packet.udp().srcPort() : packet.udp().dstPort();
        }
        return Endpoint.NO_PORT;
    }
}
