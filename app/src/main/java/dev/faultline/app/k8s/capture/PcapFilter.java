package dev.faultline.app.k8s.capture;

import dev.faultline.app.live.AgentFilter;
import dev.faultline.engine.common.IpAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which packets are captured at a place: for tcpdump in the language of pcap (`pcap-filter(7)`), for an agent
/// by its parts.
///
/// @param addresses packets from or to these; empty for all
/// @param withoutPorts TCP ports that are left out
/// @param loopback whether the loopback interface is captured
public record PcapFilter(SortedSet<IpAddress> addresses, SortedSet<Integer> withoutPorts, boolean loopback) {
    /// Everything.
    public static final PcapFilter ALL = new PcapFilter(new TreeSet<>(), new TreeSet<>(), true);

    /// Addresses in one filter; with more its program does not fit into older kernels (20 KiB of socket
    /// memory).
    static final int MOST_ADDRESSES = 200;
    /// The kubelet's: what is captured flows through it, and would be captured again.
    private static final int KUBELET_PORT = 10_250;

    /// Copies the sets.
    public PcapFilter {
        addresses = Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
        withoutPorts = Collections.unmodifiableSortedSet(new TreeSet<>(withoutPorts));
    }

    /// For a node: packets from or to these addresses, all packets if there are none. Leaves out the loopback
    /// interface and the kubelet's port.
    public static PcapFilter ofNode(Collection<IpAddress> addresses) {
        return new PcapFilter(new TreeSet<>(addresses), new TreeSet<>(List.of(KUBELET_PORT)), false);
    }

    /// The same without some TCP ports: the way of the packets to the desktop.
    public PcapFilter without(Collection<Integer> ports) {
        TreeSet<Integer> more = new TreeSet<>(withoutPorts);
        more.addAll(ports);
        return new PcapFilter(addresses, more, loopback);
    }

    /// Whether there are so many addresses that none is named.
    public boolean isTooLong() {
        return addresses.size() > MOST_ADDRESSES;
    }

    /// The filter as `tcpdump` takes it, in one argument; empty for everything.
    public String text() {
        String hosts = addresses.isEmpty() || isTooLong()
                ? ""
                : addresses.stream().map(address -> "host " + address).collect(Collectors.joining(" or ", "(", ")"));
        String local = loopback ? "" : "not (net 127.0.0.0/8 or host ::1)";
        String ports = withoutPorts.isEmpty()
                ? ""
                : withoutPorts.stream()
                        .map(port -> "port " + port)
                        .collect(Collectors.joining(" or ", "not (tcp and (", "))"));
        return List.of(hosts, local, ports).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" and "));
    }

    /// The filter as an agent takes it. Which interfaces it listens on is said when it is started.
    public AgentFilter ofAgent() {
        return new AgentFilter(isTooLong() ? Set.of() : addresses, withoutPorts);
    }
}
