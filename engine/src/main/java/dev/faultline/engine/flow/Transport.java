package dev.faultline.engine.flow;

/// What a flow is made of.
public enum Transport {
    TCP("tcp"),
    UDP("udp"),
    SCTP("sctp"),
    ICMP("icmp"),
    ICMPV6("icmpv6"),
    /// Address resolution of IPv4, on one link.
    ARP("arp"),
    /// Any other protocol over IP.
    IP("ip"),
    /// No single flow: the capture as a whole.
    NONE("none");

    private final String id;

    Transport(String id) {
        this.id = id;
    }

    /// The word in JSON, in filters and in the store.
    public String id() {
        return id;
    }
}
