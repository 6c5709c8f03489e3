package dev.faultline.engine.detect;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.l7.Dialogs;
import dev.faultline.engine.l7.amqp.Amqp;
import dev.faultline.engine.l7.dns.DnsOverTcp;
import dev.faultline.engine.l7.dns.DnsTracker;
import dev.faultline.engine.l7.http1.Http1;
import dev.faultline.engine.l7.http2.Http2;
import dev.faultline.engine.l7.kafka.Kafka;
import dev.faultline.engine.l7.mongo.Mongo;
import dev.faultline.engine.l7.mysql.Mysql;
import dev.faultline.engine.l7.postgres.Postgres;
import dev.faultline.engine.l7.redis.Redis;
import dev.faultline.engine.l7.tls.Tls;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.util.List;

/// All that finds errors in what connections carry. Used by the analysing thread alone.
public final class ApplicationDetectors implements TcpObserver {
    private final Consequences consequences;
    private final DnsTracker dns;
    private final Dialogs dialogs;
    private final ProxyLegs legs;
    private boolean tcpSeen;

    /// @param clock of the capture, which the caller lets advance before each packet
    /// @param queries hears which DNS queries are answered
    ApplicationDetectors(
            FindingBook book, CaptureQuality quality, Limits limits, CaptureClock clock, UnansweredQueries queries) {
        consequences = new Consequences(book);
        legs = new ProxyLegs(book);
        TlsServers servers = new TlsServers();
        dns = new DnsTracker(limits, clock, new DnsDetector(book, quality, consequences, queries, () -> tcpSeen));
        ExchangeDetector exchanges = new ExchangeDetector(book, quality, consequences, servers, legs);
        dialogs = new Dialogs(
                List.of(
                        new Tls(new TlsDetector(book, quality, consequences, servers)),
                        new Http1(exchanges),
                        new Http2(exchanges),
                        new Postgres(exchanges),
                        new Redis(exchanges),
                        new Mysql(exchanges),
                        new Amqp(exchanges),
                        new Mongo(exchanges),
                        new Kafka(exchanges),
                        new DnsOverTcp(dns)),
                limits,
                clock);
    }

    /// Takes in a packet with UDP.
    public void accept(Packet packet, UdpFlow flow) {
        dns.accept(packet, flow);
    }

    /// Lets timers run out; to be called when the clock has advanced.
    public void advance() {
        dialogs.advance();
        dns.advance();
    }

    /// The capture has ended, and so have all connections.
    public void end() {
        dns.end();
    }

    /// DNS queries that were not followed because of [Limits#otherFlows()].
    public long refusedQueries() {
        return dns.refused();
    }

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        tcpSeen = true;
    }

    @Override
    public void onSegment(TcpConnection connection, TcpEnd sender, Packet packet) {
        dialogs.onSegment(connection, sender, packet);
    }

    /// To be called after the detectors of resets.
    @Override
    public void onReset(TcpReset reset) {
        dialogs.onReset(reset);
        if (reset.isAccepted() && !reset.repeat()) {
            consequences.afterReset(reset.connection());
        }
        legs.onReset(reset);
    }

    @Override
    public void onRefusalSettled(TcpConnection connection) {
        legs.onRefusalSettled(connection);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        dialogs.onEnd(connection, end, time);
        legs.onEnd(connection, end, time);
    }
}
