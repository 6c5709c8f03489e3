package dev.faultline.app.wireshark;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.Transport;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Wireshark's display filters for findings.
public final class DisplayFilters {
    private DisplayFilters() {}

    /// The filter that shows the flow of `finding`: `tcp.stream eq N` where it has one, else by its addresses
    /// and ports; with the ICMP messages about it, and with its packets under the addresses that it has behind
    /// a translation. Empty for a finding about the capture as a whole.
    public static String flowOf(Finding finding) {
        String outer = finding.tcpStream() >= 0
                ? "tcp.stream eq " + finding.tcpStream()
                : byAddresses(finding.transport(), finding.src(), finding.dst());
        String inner = byAddresses(finding.transport(), finding.translatedSrc(), finding.translatedDst());
        String flow = inner.isEmpty() ? outer : outer + " or " + inner;
        if (finding.icmp() == null || finding.evidence().isEmpty()) {
            return flow;
        }
        String frames = frames(finding.evidence());
        return flow.isEmpty() ? frames : flow + " or " + frames;
    }

    /// The filter that shows the flows of all these findings.
    public static String flowsOf(List<Finding> findings) {
        return findings.stream()
                .map(DisplayFilters::flowOf)
                .filter(filter -> !filter.isEmpty())
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String frames(List<Evidence> evidence) {
        return evidence.stream().map(e -> "frame.number == " + e.frame()).collect(Collectors.joining(" or "));
    }

    /// An ICMP error about the flow has the addresses and ports of the packet that it quotes, too.
    private static String byAddresses(Transport transport, @Nullable Endpoint src, @Nullable Endpoint dst) {
        if (src == null || dst == null) {
            return "";
        }
        if (transport == Transport.ARP) {
            return "(arp.src.proto_ipv4 == " + dst.ip() + " or arp.dst.proto_ipv4 == " + dst.ip() + ")";
        }
        String address = src.ip().version() == 6 ? "ipv6.addr == " : "ip.addr == ";
        String protocol = switch (transport) {
            case TCP, UDP, SCTP, ICMP, ICMPV6 -> transport.id();
            case ARP, IP, NONE -> "";
        };
        String ends = Stream.of(src, dst)
                .flatMap(end -> Stream.of(address + end.ip(), port(protocol, end)))
                .filter(condition -> !condition.isEmpty())
                .distinct()
                .collect(Collectors.joining(" and "));
        boolean named = protocol.isEmpty() || src.port() != Endpoint.NO_PORT;
        return named ? "(" + ends + ")" : "(" + protocol + " and " + ends + ")";
    }

    private static String port(String protocol, Endpoint end) {
        return end.port() == Endpoint.NO_PORT ? "" : protocol + ".port == " + end.port();
    }
}
