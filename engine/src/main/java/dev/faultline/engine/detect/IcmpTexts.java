package dev.faultline.engine.detect;

/// Keys of the texts that findings about ICMP use: notes, reasons of doubt, and variants within a kind.
final class IcmpTexts {
    static final String NOTE_DELAY = "icmp.delay";
    static final String NOTE_DELAY_OF_ARP = "icmp.delay_of_arp";
    static final String NOTE_NEAR = "icmp.near";
    static final String NOTE_TRANSLATED = "icmp.translated";
    static final String NOTE_TUNNEL = "icmp.tunnel";
    static final String NOTE_SOFT = "icmp.soft";
    static final String NOTE_MTU_INVALID = "icmp.mtu_invalid";
    static final String NOTE_MTU_REPEATED = "icmp.mtu_repeated";
    static final String NOTE_SOLICITATION_UNANSWERED = "icmp.solicitation_unanswered";

    static final String REASON_BY_ENDS = "icmp.by_ends";
    static final String REASON_TRANSLATED = "icmp.translated";
    static final String REASON_CONTRADICTED = "icmp.contradicted";
    static final String REASON_UNSEEN = "icmp.unseen";
    static final String REASON_UNREADABLE = "icmp.unreadable";
    static final String REASON_CHECKSUM = "icmp.checksum";
    static final String NOTE_NEIGHBOR_SCAN = "nd.scan";
    static final String REASON_ND_ANSWERS_UNSEEN = "nd.answers_unseen";
    static final String REASON_ND_FAILOVER = "nd.failover";
    static final String REASON_ECHO_FILTERED = "icmp.echo_filtered";

    static final String VARIANT_PORT_LATE = "port.late";
    static final String VARIANT_PORT_TRACEROUTE = "port.traceroute";
    static final String VARIANT_PORT_TCP = "port.tcp";
    static final String VARIANT_PORT_HOST = "port.host";
    static final String VARIANT_PORT_ROUTER = "port.router";
    static final String VARIANT_TRACEROUTE = "transit.traceroute";
    static final String VARIANT_TUNNEL = "tunnel";
    static final String VARIANT_NEW_ADDRESS = "new";
    static final String VARIANT_WITHDRAWN = "withdrawn";
    static final String VARIANT_ECHO_SOME = "some";

    private IcmpTexts() {}
}
