package dev.faultline.agent.ring;

import dev.faultline.engine.common.IpAddress;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Targets for filters of packets, as Jazzer wants them.
public final class FilterFuzzers {
    private FilterFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("capture-filter", Structured::fuzzerTestOneInput);
        return all;
    }

    /// A filter that a desktop asks for: what the kernel cannot take is refused, the rest becomes a program all of
    /// whose jumps arrive. An octet says what follows: an address of IPv4, one of IPv6, or a port.
    public static final class Structured {
        private Structured() {}

        public static void fuzzerTestOneInput(byte[] data) {
            Set<IpAddress> hosts = new HashSet<>();
            Set<Integer> ports = new HashSet<>();
            ByteBuffer bytes = ByteBuffer.wrap(data);
            int sample = bytes.hasRemaining() ? 1 << (bytes.get() & 7) : 1;
            while (bytes.remaining() >= 17) {
                switch (bytes.get() & 3) {
                    case 0 -> hosts.add(IpAddress.v4(bytes.getInt()));
                    case 1 -> hosts.add(IpAddress.v6(bytes.getLong(), bytes.getLong()));
                    case 2 -> ports.add(bytes.getShort() & 0xffff);
                    default -> many(hosts, bytes.getInt(), bytes.getShort() & 0x7ff);
                }
            }
            compile(hosts, ports, sample);
        }

        private static void many(Set<IpAddress> hosts, int first, int count) {
            for (int i = 0; i < count; i++) {
                hosts.add(IpAddress.v4(first + i));
            }
        }

        private static void compile(Set<IpAddress> hosts, Set<Integer> ports, int sample) {
            CaptureFilter filter;
            try {
                filter = new CaptureFilter(hosts, ports);
            } catch (IllegalArgumentException e) {
                return; // the desktop is told so
            }
            try (Arena arena = Arena.ofConfined()) {
                BpfProgram program = filter.program(List.of(2), List.of(1), sample);
                program.socketFilter(arena);
                if (program.size() > BpfProgram.MOST) {
                    throw new AssertionError(program.size() + " instructions");
                }
            }
        }
    }
}
