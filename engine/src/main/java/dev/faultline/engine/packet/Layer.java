package dev.faultline.engine.packet;

/// What the next bytes of a frame are.
enum Layer {
    ETHERNET,
    /// The payload of the EtherType in [Cursor#type].
    ETHERTYPE,
    IP,
    /// The payload of the IP protocol of the IP header just read.
    IP_PAYLOAD,
    /// Nothing more that is followed here.
    END
}
