package dev.faultline.engine.finding;

import static dev.faultline.engine.finding.FindingClass.APPLICATION;
import static dev.faultline.engine.finding.FindingClass.CAPTURE;
import static dev.faultline.engine.finding.FindingClass.CONNECTION;
import static dev.faultline.engine.finding.FindingClass.DISSECTION;
import static dev.faultline.engine.finding.FindingClass.HALF_CONNECTION;
import static dev.faultline.engine.finding.FindingClass.ICMP;
import static dev.faultline.engine.finding.FindingClass.NETWORK;
import static dev.faultline.engine.finding.FindingClass.TIMEOUT;
import static dev.faultline.engine.finding.FindingClass.TRANSFER;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every kind of finding. The texts of a kind stand in `messages.properties` under its [#id()].
public enum FindingKind {
    TCP_CONNECT_NO_REPLY("tcp.connect.no_reply", CONNECTION, "SynSent"),
    TCP_CONNECT_REFUSED("tcp.connect.refused", CONNECTION, "SynSent"),
    TCP_CONNECT_ICMP_REJECTED("tcp.connect.icmp_rejected", CONNECTION, "SynSent"),
    TCP_CONNECT_FILTERED("tcp.connect.filtered", CONNECTION, "SynSent"),
    TCP_CONNECT_DEAD_HOST("tcp.connect.dead_host", CONNECTION, "SynSent"),
    TCP_CONNECT_SYNACK_LOST("tcp.connect.synack_lost", CONNECTION, "SynSent"),
    TCP_CONNECT_HANDSHAKE_INCOMPLETE("tcp.connect.handshake_incomplete", CONNECTION, "SynSent"),

    TCP_BACKLOG_SYN_OVERFLOW("tcp.backlog.syn_overflow", CONNECTION, "SynSent"),
    TCP_BACKLOG_ACCEPT_OVERFLOW("tcp.backlog.accept_overflow", CONNECTION, "SynSent"),

    TCP_CLOSE_WAIT("tcp.close_wait", CONNECTION, "CloseWait"),
    TCP_FIN_UNACKED("tcp.fin_unacked", CONNECTION, "CloseWait"),
    TCP_LAST_ACK("tcp.last_ack", CONNECTION, "LastAck"),

    TCP_STALE("tcp.stale", TIMEOUT, "Timeout"),
    TCP_RTO_BACKOFF("tcp.rto_backoff", TIMEOUT, "Timeout"),
    TCP_BLACKHOLE("tcp.blackhole", TIMEOUT, "Timeout"),
    TCP_KEEPALIVE_UNANSWERED("tcp.keepalive_unanswered", TIMEOUT, "Timeout"),

    TCP_RESET_AFTER_CLOSE("tcp.reset.after_close", CONNECTION, "Reset"),
    TCP_RESET_NO_SOCKET("tcp.reset.no_socket", CONNECTION, "Reset"),
    TCP_RESET_IDLE_TIMEOUT("tcp.reset.idle_timeout", CONNECTION, "Reset"),
    TCP_RESET_KEEPALIVE_RACE("tcp.reset.keepalive_race", CONNECTION, "Reset"),
    TCP_RESET_ABORT_ON_UNREAD("tcp.reset.abort_on_unread", CONNECTION, "Reset"),
    TCP_RESET_RETRANS_GIVEUP("tcp.reset.retrans_giveup", CONNECTION, "Reset"),
    TCP_RESET_KEEPALIVE_TIMEOUT("tcp.reset.keepalive_timeout", CONNECTION, "Reset"),
    TCP_RESET_TLS_HANDSHAKE("tcp.reset.tls_handshake", CONNECTION, "Reset"),
    TCP_RESET_INJECTED_SUSPECT("tcp.reset.injected_suspect", CONNECTION, "Reset"),
    TCP_RESET_MIDSTREAM("tcp.reset.midstream", CONNECTION, "Reset"),
    TCP_RESET_OUT_OF_WINDOW("tcp.reset.out_of_window", CONNECTION, "Reset"),

    NAT_INVALID_CONNTRACK_RESET("nat.invalid_conntrack_reset", CONNECTION, "Reset"),

    ICMP_DESTINATION_UNREACHABLE("icmp.destination_unreachable", ICMP, "DestinationUnreachable"),
    ICMP_TIME_EXCEEDED("icmp.time_exceeded", ICMP, "TimeExceeded"),
    ICMP_SOURCE_QUENCH("icmp.source_quench", ICMP, "SourceQuench"),
    ICMP_REDIRECT("icmp.redirect", ICMP, "Redirect"),
    ICMP_PARAMETER_PROBLEM("icmp.parameter_problem", ICMP, "ParameterProblem"),
    ICMP_PACKET_TOO_BIG("icmp.packet_too_big", ICMP, "PacketTooBig"),
    ICMP_ROUTER_ADVERTISEMENT("icmp.router_advertisement", ICMP, "RouterAdvertisement"),
    ICMP_ROUTER_SOLICITATION("icmp.router_solicitation", ICMP, "RouterSolicitation"),
    ICMP_ECHO_UNANSWERED("icmp.echo_unanswered", ICMP, null),
    ICMP_EXTENDED_ECHO("icmp.extended_echo", ICMP, null),
    ICMP_OTHER("icmp.other", ICMP, null),
    ICMP_SUSPICIOUS("icmp.suspicious", ICMP, null),
    ICMP_UNLINKED("icmp.unlinked", ICMP, null),

    DISSECT_UNEXPECTED_EOF("dissect.unexpected_eof", DISSECTION, "UnexpectedEOF"),
    DISSECT_PARSE_ERROR("dissect.parse_error", DISSECTION, "ParserError"),
    L7_HALF_REQUEST_ONLY("l7.half.request_only", HALF_CONNECTION, "HalfConnection"),
    L7_HALF_RESPONSE_ONLY("l7.half.response_only", HALF_CONNECTION, "HalfConnection"),
    HTTP_5XX("http.5xx", APPLICATION, null),
    HTTP_4XX("http.4xx", APPLICATION, null),
    WEBSOCKET_CLOSE("websocket.close", APPLICATION, null),
    WEBSOCKET_PING_UNANSWERED("websocket.ping_unanswered", HALF_CONNECTION, "HalfConnection"),
    HTTP2_GOAWAY("http2.goaway", APPLICATION, null),
    HTTP2_RST_STREAM("http2.rst_stream", APPLICATION, null),
    GRPC_STATUS("grpc.status", APPLICATION, null),
    GRPC_NO_TRAILERS("grpc.no_trailers", APPLICATION, null),
    REDIS_ERROR("redis.error", APPLICATION, null),
    POSTGRES_ERROR("postgres.error", APPLICATION, null),
    MYSQL_ERROR("mysql.error", APPLICATION, null),
    KAFKA_ERROR("kafka.error", APPLICATION, null),
    AMQP_CLOSE("amqp.close", APPLICATION, null),
    AMQP_HEARTBEAT_MISSED("amqp.heartbeat_missed", APPLICATION, null),
    AMQP_VERSION_MISMATCH("amqp.version_mismatch", APPLICATION, null),
    MONGO_ERROR("mongo.error", APPLICATION, null),
    TLS_ALERT("tls.alert", APPLICATION, null),
    TLS_HANDSHAKE_INCOMPLETE("tls.handshake_incomplete", APPLICATION, null),
    TLS_PLAINTEXT_ON_TLS_PORT("tls.plaintext_on_tls_port", APPLICATION, null),
    TLS_ON_PLAIN_PORT("tls.on_plain_port", APPLICATION, null),
    DNS_TIMEOUT("dns.timeout", TIMEOUT, "Timeout"),
    DNS_NXDOMAIN("dns.nxdomain", APPLICATION, null),
    DNS_NAME_NOT_FOUND("dns.name_not_found", APPLICATION, null),
    DNS_SEARCH_AMPLIFICATION("dns.search_amplification", APPLICATION, null),
    DNS_SERVFAIL("dns.servfail", APPLICATION, null),
    DNS_REFUSED("dns.refused", APPLICATION, null),
    DNS_FORMERR("dns.formerr", APPLICATION, null),
    DNS_NOTIMP("dns.notimp", APPLICATION, null),
    DNS_TRUNCATED("dns.truncated", APPLICATION, null),
    DNS_NODATA("dns.nodata", APPLICATION, null),
    DNS_SLOW("dns.slow", APPLICATION, null),
    DNS_CONNTRACK_RACE("dns.conntrack_race", APPLICATION, null),
    DNS_ID_MISMATCH("dns.id_mismatch", APPLICATION, null),

    TCP_RETRANSMISSION("tcp.retransmission", TRANSFER, null),
    TCP_FAST_RETRANSMISSION("tcp.fast_retransmission", TRANSFER, null),
    TCP_SPURIOUS_RETRANSMISSION("tcp.spurious_retransmission", TRANSFER, null),
    TCP_OUT_OF_ORDER("tcp.out_of_order", TRANSFER, null),
    TCP_LOST_SEGMENT("tcp.lost_segment", TRANSFER, null),
    TCP_DUPACK_STORM("tcp.dupack_storm", TRANSFER, null),
    TCP_ZERO_WINDOW("tcp.zero_window", TRANSFER, null),
    TCP_WINDOW_FULL("tcp.window_full", TRANSFER, null),
    TCP_WINDOW_SHRINK("tcp.window_shrink", TRANSFER, null),
    TCP_PMTU_BLACKHOLE("tcp.pmtu_blackhole", TRANSFER, null),
    TCP_MSS_MISMATCH("tcp.mss_mismatch", TRANSFER, null),
    TCP_PORT_REUSE("tcp.port_reuse", TRANSFER, null),
    TCP_SYNCOOKIE_SUSPECT("tcp.syncookie_suspect", TRANSFER, null),

    NAT_PORT_EXHAUSTION_SUSPECT("nat.port_exhaustion_suspect", NETWORK, null),
    NAT_ASYMMETRIC("nat.asymmetric", NETWORK, null),
    CONNTRACK_FULL_SUSPECT("conntrack.full_suspect", NETWORK, null),
    TCP_CHECKSUM_BAD("tcp.checksum_bad", NETWORK, null),
    UDP_CHECKSUM_BAD("udp.checksum_bad", NETWORK, null),
    IP_CHECKSUM_BAD("ip.checksum_bad", NETWORK, null),
    IP_FRAG_INCOMPLETE("ip.frag_incomplete", NETWORK, null),
    IP_TTL_LOOP("ip.ttl_loop", NETWORK, null),
    ARP_NO_REPLY("arp.no_reply", NETWORK, null),
    ARP_DUP_IP("arp.dup_ip", NETWORK, null),
    ND_NO_REPLY("nd.no_reply", NETWORK, null),
    NAT_REPLY_WRONG_SOURCE("nat.reply_wrong_source", NETWORK, null),
    ND_DUP_ADDRESS("nd.dup_address", NETWORK, null),

    KERNEL_LISTEN_OVERFLOW("kernel.listen_overflow", CONNECTION, "SynSent"),
    KERNEL_PORTS_EXHAUSTED("kernel.ports_exhausted", NETWORK, null),
    KERNEL_CONNTRACK_FULL("kernel.conntrack_full", NETWORK, null),
    KERNEL_DROPS("kernel.drops", NETWORK, null),
    KERNEL_SOCKET_ERRORS("kernel.socket_errors", NETWORK, null),
    KERNEL_RETRANSMISSIONS("kernel.retransmissions", TRANSFER, null),

    CAPTURE_GAP("capture.gap", CAPTURE, null),
    CAPTURE_DUPLICATE_FRAME("capture.duplicate_frame", CAPTURE, null),
    CAPTURE_DROPPED("capture.dropped", CAPTURE, null),
    CAPTURE_MIDSTREAM("capture.midstream", CAPTURE, null),
    CAPTURE_ASYMMETRIC("capture.asymmetric", CAPTURE, null),
    CHECKSUM_OFFLOAD("checksum.offload", CAPTURE, null);

    private static final Map<String, FindingKind> BY_ID =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(FindingKind::id, Function.identity()));

    private final String id;
    private final FindingClass findingClass;
    private final @Nullable String article;

    FindingKind(String id, FindingClass findingClass, @Nullable String article) {
        this.id = id;
        this.findingClass = findingClass;
        this.article = article;
    }

    /// The kind with this id, or null.
    public static @Nullable FindingKind byId(String id) {
        return BY_ID.get(id);
    }

    /// The dotted word in JSON, in filters and in the store.
    public String id() {
        return id;
    }

    public FindingClass findingClass() {
        return findingClass;
    }

    /// The kind's name in Kubeshark's list of network errors, which users know; null where that has none.
    public @Nullable String article() {
        return article;
    }
}
