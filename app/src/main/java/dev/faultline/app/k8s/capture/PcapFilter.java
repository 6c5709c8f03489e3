package dev.faultline.app.k8s.capture;

import dev.faultline.engine.common.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A capture filter in the language of pcap (`pcap-filter(7)`).
public final class PcapFilter {
    /// Addresses in one filter; with more its program does not fit into older kernels (20 KiB of socket
    /// memory).
    static final int MOST_ADDRESSES = 200;
    /// The kubelet's: what is captured flows through it, and would be captured again.
    private static final int KUBELET_PORT = 10_250;

    private final SortedSet<IpAddress> addresses;
    private final SortedSet<Integer> ports = new TreeSet<>(List.of(KUBELET_PORT));

    private PcapFilter(SortedSet<IpAddress> addresses) {
        this.addresses = addresses;
    }

    /// For a node: packets from or to these addresses, all packets if there are none. Leaves out the loopback
    /// interface and the kubelet's port.
    public static PcapFilter ofNode(Collection<IpAddress> addresses) {
        return new PcapFilter(new TreeSet<>(addresses));
    }

    /// Leaves out a TCP port: the way of the packets to the desktop.
    public PcapFilter without(int port) {
        ports.add(port);
        return this;
    }

    /// Whether there are so many addresses that none is named.
    public boolean isTooLong() {
        return addresses.size() > MOST_ADDRESSES;
    }

    /// The filter as `tcpdump` takes it, in one argument.
    public String text() {
        String excluded = "not (net 127.0.0.0/8 or host ::1) and not (tcp and ("
                + ports.stream().map(port -> "port " + port).collect(Collectors.joining(" or ")) + "))";
        if (addresses.isEmpty() || isTooLong()) {
            return excluded;
        }
        String hosts = addresses.stream().map(address -> "host " + address).collect(Collectors.joining(" or "));
        return "(" + hosts + ") and " + excluded;
    }
}
