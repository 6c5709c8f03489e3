package dev.faultline.agent.ring;

import dev.faultline.engine.common.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Which packets are captured. Addresses and ports need no libpcap, and work the same on every link layer.
///
/// @param hosts only packets from or to one of these; empty for all. ARP, and tunnels in which their packets
/// may travel (VXLAN, Geneve, GRE, IP in IP), are captured always
/// @param withoutTcpPorts packets from or to these TCP ports are left out: the program's own way home
/// @param expression only packets, of those that the rest lets through, for which this holds
public record CaptureFilter(Set<IpAddress> hosts, Set<Integer> withoutTcpPorts, FilterExpression expression) {
    /// Captures everything.
    public static final CaptureFilter ALL = new CaptureFilter(Set.of(), Set.of());

    private static final int EVERYTHING = 1 << 18;
    private static final int NOTHING = 0;
    private static final String EXPRESSION = "expression";

    /// Room for what does not grow with hosts and ports: the frame, a sample of flows, and a hundred interfaces.
    private static final int FRAME = 300;

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int ARP = 0x0806;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int FRAGMENT_OFFSET = 0x1fff;
    private static final List<Integer> TUNNEL_PROTOCOLS = List.of(4, 41, 47);
    private static final List<Integer> TUNNEL_PORTS = List.of(4789, 8472, 6081);

    /// Copies the sets.
    ///
    /// @throws IllegalArgumentException when there are more hosts than a program of the kernel can hold: about
    /// 900 of IPv4 or 200 of IPv6, or fewer and a long expression
    public CaptureFilter {
        hosts = Set.copyOf(hosts);
        withoutTcpPorts = Set.copyOf(withoutTcpPorts);
        if (size(hosts, withoutTcpPorts) + expression.size() > BpfProgram.MOST) {
            throw new IllegalArgumentException(
                    expression.isNone()
                            ? "too many addresses for a filter in the kernel: " + hosts.size()
                            : "too much for a filter in the kernel: " + hosts.size()
                                    + " addresses and an expression of " + expression.size() + " instructions");
        }
    }

    /// Without an expression.
    public CaptureFilter(Set<IpAddress> hosts, Set<Integer> withoutTcpPorts) {
        this(hosts, withoutTcpPorts, FilterExpression.NONE);
    }

    private static int size(Set<IpAddress> hosts, Set<Integer> ports) {
        long sixes = hosts.stream().filter(host -> host.version() == 6).count();
        return (int) (FRAME + 4 * (hosts.size() - sixes) + 18 * sixes + 8L * ports.size());
    }

    /// The filter as a program of the kernel.
    ///
    /// @param only indexes of the interfaces to capture on; empty for all but `without`
    /// @param without indexes of interfaces to leave out
    /// @param oneFlowIn only one flow in so many, a power of two; 1 for all
    BpfProgram program(Collection<Integer> only, Collection<Integer> without, int oneFlowIn) {
        BpfProgram program = new BpfProgram();
        interfaces(program, only, without);
        program.loadHalf(BpfProgram.PROTOCOL)
                .ifEqual(IPV4, "ipv4")
                .unlessEqual(IPV6, "neither")
                .jump("ipv6")
                .at("neither")
                .unlessEqual(ARP, "other");
        take(program);
        program.at("other");
        if (hosts.isEmpty()) {
            take(program);
        } else {
            program.keep(NOTHING);
        }
        for (int version : new int[] {4, 6}) {
            program.at("ipv" + version);
            if (oneFlowIn > 1) {
                FlowSample.choose(program, version, oneFlowIn);
            }
            family(program, version);
        }
        if (!expression.isNone()) {
            program.at(EXPRESSION);
            expression.end(program);
        }
        return program;
    }

    /// The packet is kept, if the expression wants it.
    private BpfProgram take(BpfProgram program) {
        return expression.isNone() ? program.keep(EVERYTHING) : program.jump(EXPRESSION);
    }

    private static void interfaces(BpfProgram program, Collection<Integer> only, Collection<Integer> without) {
        if (only.isEmpty() && without.isEmpty()) {
            return;
        }
        program.loadWord(BpfProgram.INTERFACE);
        without.forEach(index -> program.ifEqual(index, "no interface"));
        only.forEach(index -> program.ifEqual(index, "interface"));
        if (only.isEmpty()) {
            program.jump("interface");
        }
        program.at("no interface").keep(NOTHING).at("interface");
    }

    private void family(BpfProgram program, int version) {
        String name = "v" + version;
        int protocol = BpfProgram.NETWORK + (version == 4 ? 9 : 6);
        if (!withoutTcpPorts.isEmpty()) {
            String ports = name + " ports";
            program.loadByte(protocol).unlessEqual(TCP, ports);
            toPorts(program, version, ports);
            for (int port : withoutTcpPorts) {
                leaveOut(program, version, port);
            }
            program.at(ports);
        }
        if (!hosts.isEmpty()) {
            tunnels(program, version, protocol);
            addresses(program, version);
        }
        if (hosts.isEmpty()) {
            take(program);
        } else {
            program.keep(NOTHING);
        }
    }

    /// For IPv4: goes on with the index register at the transport header, or to `otherwise` in a later
    /// fragment.
    private static void toPorts(BpfProgram program, int version, String otherwise) {
        if (version == 4) {
            program.loadHalf(BpfProgram.NETWORK + 6)
                    .ifSet(FRAGMENT_OFFSET, otherwise)
                    .indexHeaderLength(BpfProgram.NETWORK);
        }
    }

    private static BpfProgram loadPort(BpfProgram program, int version, int offset) {
        return version == 4
                ? program.loadHalfIndexed(BpfProgram.NETWORK + offset)
                : program.loadHalf(BpfProgram.NETWORK + 40 + offset);
    }

    private static void leaveOut(BpfProgram program, int version, int port) {
        for (int offset : new int[] {0, 2}) {
            String next = "v" + version + " not " + port + " at " + offset;
            loadPort(program, version, offset)
                    .unlessEqual(port, next)
                    .keep(NOTHING)
                    .at(next);
        }
    }

    private void tunnels(BpfProgram program, int version, int protocol) {
        String addresses = "v" + version + " addresses";
        program.loadByte(protocol);
        for (int tunnel : TUNNEL_PROTOCOLS) {
            String next = "v" + version + " no tunnel " + tunnel;
            take(program.unlessEqual(tunnel, next)).at(next);
        }
        program.unlessEqual(UDP, addresses);
        toPorts(program, version, addresses);
        loadPort(program, version, 2);
        for (int port : TUNNEL_PORTS) {
            String next = "v" + version + " no tunnel port " + port;
            take(program.unlessEqual(port, next)).at(next);
        }
        program.at(addresses);
    }

    private void addresses(BpfProgram program, int version) {
        int bytes = version == 4 ? 4 : 16;
        int source = BpfProgram.NETWORK + (version == 4 ? 12 : 8);
        for (int offset : new int[] {source, source + bytes}) {
            if (version == 4) {
                program.loadWord(offset);
            }
            for (IpAddress host : hosts) {
                if (host.version() == version) {
                    address(program, host, offset);
                }
            }
        }
    }

    private void address(BpfProgram program, IpAddress host, int offset) {
        String next = host + " not at " + offset;
        if (host.version() == 4) {
            program.unlessEqual((int) host.low(), next);
        } else {
            int[] words = {(int) (host.high() >>> 32), (int) host.high(), (int) (host.low() >>> 32), (int) host.low()};
            for (int i = 0; i < words.length; i++) {
                program.loadWord(offset + 4 * i).unlessEqual(words[i], next);
            }
        }
        take(program).at(next);
    }
}
