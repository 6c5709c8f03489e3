package dev.faultline.engine.packet;

/// What the next bytes of a frame are.
enum Layer {
    /// A frame of the link type in [Cursor#type].
    LINK,
    ETHERNET,
    /// The payload of the EtherType in [Cursor#type].
    ETHERTYPE,
    /// Logical link control (IEEE 802.2).
    LLC,
    /// IEEE 802.11, without what a capturing card puts before it.
    WLAN,
    /// PPP from its protocol field on, or from the address and control fields before that.
    PPP,
    /// The payload of the PPP protocol in [Cursor#type].
    PPP_PROTOCOL,
    FRAME_RELAY,
    MPLS,
    /// Network service header (RFC 8300).
    NSH,
    GRE,
    /// IPv4 or IPv6, as its first bits say.
    IP,
    /// IPv6 and nothing else.
    IPV6,
    /// Nothing more that is followed here.
    END
}
