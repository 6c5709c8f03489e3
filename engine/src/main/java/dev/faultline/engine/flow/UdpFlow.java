package dev.faultline.engine.flow;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.packet.Packet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// UDP packets between two endpoints at one vantage point. The sender of the first one counts as the client,
/// unless that is an answer by its ports: from a system port (RFC 6335, section 6), or from one where questions
/// come by multicast, to another one.
public final class UdpFlow extends Conversation implements Flow {
    private static final int FIRST_USER_PORT = 1024;
    /// Time for an answer, nanoseconds.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final int SSDP = 1900;
    private static final int MDNS = 5353;
    private static final int LLMNR = 5355;

    private final int vantage;
    private final long mark;
    private final long firstSeen;
    private long lastSeen;
    private long packetsFromClient;
    private long packetsFromServer;
    private long clientSpoke;
    private long serverSpoke;
    private long clientWaits;
    private long serverWaits;
    private int clientTtl;
    private @Nullable UdpFlow elsewhere;
    private @Nullable UdpFlow whole;

    UdpFlow(Packet first, int vantage) {
        super(first.ip(), first.udp().srcPort(), first.udp().dstPort(), first.timestamp());
        this.vantage = vantage;
        mark = FlowMark.ofUdp(first);
        firstSeen = first.timestamp();
        lastSeen = first.timestamp();
    }

    void seen(Packet packet) {
        long time = packet.timestamp();
        lastSeen = Math.max(lastSeen, time);
        if (isFromA(packet.ip(), packet.udp().srcPort()) == isClientA()) {
            clientWaits = packetsFromClient == 0 || serverSpoke > clientSpoke ? time : clientWaits;
            clientSpoke = time;
            clientTtl = packet.ip().ttl();
            packetsFromClient++;
        } else {
            serverWaits = packetsFromServer == 0 || clientSpoke > serverSpoke ? time : serverWaits;
            serverSpoke = time;
            packetsFromServer++;
        }
    }

    /// When that end sent its last packet, nanoseconds since the epoch; 0 if it sent none.
    public long lastSent(boolean client) {
        return client ? clientSpoke : serverSpoke;
    }

    /// When that end sent its first packet after the last one of the other; 0 if it sent none.
    public long unansweredSince(boolean client) {
        return client ? clientWaits : serverWaits;
    }

    @Override
    public long mark() {
        return mark;
    }

    /// That of the last packet.
    @Override
    public int clientTtl() {
        return clientTtl;
    }

    /// The same conversation at another vantage point, or null.
    public @Nullable UdpFlow elsewhere() {
        return elsewhere;
    }

    void elsewhere(UdpFlow flow) {
        elsewhere = flow;
    }

    boolean isUnseen() {
        return packetsFromClient + packetsFromServer == 0;
    }

    /// Whether the client has asked just before `time`, and nothing came back.
    boolean isQuestion(long time) {
        return packetsFromClient > 0 && packetsFromServer == 0 && time - clientSpoke <= PATIENCE;
    }

    /// It has but the answers to what was asked in that flow.
    void answers(@Nullable UdpFlow asked) {
        whole = asked;
    }

    /// The flow of which this one has but the answers, as they come from another address; or null.
    public @Nullable UdpFlow whole() {
        return whole;
    }

    int serverPort() {
        return isClientA() ? portB() : portA();
    }

    void active(Packet packet) {
        active(packet.timestamp());
    }

    public long packetsFromClient() {
        return packetsFromClient;
    }

    public long packetsFromServer() {
        return packetsFromServer;
    }

    private static boolean answers(int port) {
        return port < FIRST_USER_PORT || port == SSDP || port == MDNS || port == LLMNR;
    }

    @Override
    public boolean isClientA() {
        return !answers(portA()) || answers(portB());
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public Endpoint client() {
        return isClientA() ? endA() : endB();
    }

    @Override
    public Endpoint server() {
        return isClientA() ? endB() : endA();
    }

    @Override
    public boolean isClientKnown() {
        return false;
    }

    @Override
    public int vantage() {
        return vantage;
    }

    @Override
    public long firstSeen() {
        return firstSeen;
    }

    @Override
    public long lastSeen() {
        return lastSeen;
    }
}
