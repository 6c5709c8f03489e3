package dev.faultline.agent.ring;

import java.util.List;

/// Lets one flow in so many through, whole flows: both directions of it fall the same way, by addresses and
/// ports. The kernel leaves the others out, so that they cost next to nothing.
///
/// What is not TCP or UDP, fragments, which do not tell their ports, and tunnels, whose outer ports do not tell
/// the flow inside, always pass. The flows of a smaller sample are all in the larger ones.
final class FlowSample {
    /// One flow in so many, at most.
    static final int MOST = 1024;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int FRAGMENT = 0x3fff;
    private static final int SUM = 0;
    private static final int PORT = 1;
    private static final List<Integer> TUNNEL_PORTS = List.of(4789, 8472, 6081);

    private FlowSample() {}

    /// Adds the choice for one version of IP to a program that goes on behind it with the flows of the sample.
    ///
    /// @param oneIn a power of two
    static void choose(BpfProgram program, int version, int oneIn) {
        String passes = "v" + version + " passes the sample";
        String ports = "v" + version + " sample by ports";
        program.loadByte(BpfProgram.NETWORK + (version == 4 ? 9 : 6))
                .ifEqual(TCP, ports)
                .unlessEqual(UDP, passes)
                .at(ports);
        addresses(program, version);
        if (version == 4) {
            program.loadHalf(BpfProgram.NETWORK + 6).ifSet(FRAGMENT, passes).indexHeaderLength(BpfProgram.NETWORK);
        }
        port(program, version, 2);
        TUNNEL_PORTS.forEach(tunnel -> program.ifEqual(tunnel, passes));
        program.store(PORT);
        port(program, version, 0);
        TUNNEL_PORTS.forEach(tunnel -> program.ifEqual(tunnel, passes));
        program.xorStored(PORT).xorStored(SUM);
        for (int bits : new int[] {16, 8}) {
            program.store(SUM).shiftRight(bits).xorStored(SUM);
        }
        program.and(oneIn - 1).ifEqual(0, passes).keep(0).at(passes);
    }

    /// Both addresses, combined so that their order does not matter.
    private static void addresses(BpfProgram program, int version) {
        int first = BpfProgram.NETWORK + (version == 4 ? 12 : 8);
        int words = version == 4 ? 2 : 8;
        program.loadWord(first).store(SUM);
        for (int i = 1; i < words; i++) {
            program.loadWord(first + 4 * i).xorStored(SUM).store(SUM);
        }
    }

    private static void port(BpfProgram program, int version, int offset) {
        if (version == 4) {
            program.loadHalfIndexed(BpfProgram.NETWORK + offset);
        } else {
            program.loadHalf(BpfProgram.NETWORK + 40 + offset);
        }
    }
}
