package dev.faultline.app.export;

import java.util.Map;

/// The names of link types as tcpdump.org/linktypes.html gives them, without `LINKTYPE_`.
final class LinkTypeNames {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "NULL"),
            Map.entry(1, "ETHERNET"),
            Map.entry(6, "IEEE802_5"),
            Map.entry(7, "ARCNET_BSD"),
            Map.entry(8, "SLIP"),
            Map.entry(9, "PPP"),
            Map.entry(10, "FDDI"),
            Map.entry(50, "PPP_HDLC"),
            Map.entry(51, "PPP_ETHER"),
            Map.entry(100, "ATM_RFC1483"),
            Map.entry(101, "RAW"),
            Map.entry(104, "C_HDLC"),
            Map.entry(105, "IEEE802_11"),
            Map.entry(107, "FRELAY"),
            Map.entry(108, "LOOP"),
            Map.entry(113, "LINUX_SLL"),
            Map.entry(117, "PFLOG"),
            Map.entry(119, "IEEE802_11_PRISM"),
            Map.entry(127, "IEEE802_11_RADIOTAP"),
            Map.entry(163, "IEEE802_11_AVS"),
            Map.entry(166, "PPP_PPPD"),
            Map.entry(187, "BLUETOOTH_HCI_H4"),
            Map.entry(189, "USB_LINUX"),
            Map.entry(192, "PPI"),
            Map.entry(195, "IEEE802_15_4_WITHFCS"),
            Map.entry(201, "BLUETOOTH_HCI_H4_WITH_PHDR"),
            Map.entry(204, "PPP_WITH_DIR"),
            Map.entry(220, "USB_LINUX_MMAPPED"),
            Map.entry(226, "IPNET"),
            Map.entry(228, "IPV4"),
            Map.entry(229, "IPV6"),
            Map.entry(230, "IEEE802_15_4_NOFCS"),
            Map.entry(231, "DBUS"),
            Map.entry(239, "NFLOG"),
            Map.entry(249, "USBPCAP"),
            Map.entry(253, "NETLINK"),
            Map.entry(271, "VSOCK"),
            Map.entry(276, "LINUX_SLL2"));

    private LinkTypeNames() {}

    /// The name, or the number where it has none here.
    static String of(int linkType) {
        return NAMES.getOrDefault(linkType, Integer.toString(linkType));
    }
}
