package dev.faultline.agent.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Targets for what the agent reads of the kernel, as Jazzer wants them.
public final class KernelFuzzers {
    private KernelFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("socket-rows", SocketRows::fuzzerTestOneInput);
        return all;
    }

    /// Lines of `/proc/net/tcp` and `tcp6`.
    public static final class SocketRows {
        private SocketRows() {}

        public static void fuzzerTestOneInput(byte[] data) {
            SocketRow row = new SocketRow();
            int from = 0;
            for (int to = 0; to <= data.length; to++) {
                if (to == data.length || data[to] == '\n') {
                    check(row, data, from, to, false);
                    check(row, data, from, to, true);
                    from = to + 1;
                }
            }
        }

        private static void check(SocketRow row, byte[] data, int from, int to, boolean isSix) {
            if (row.parse(data, from, to, isSix)
                    && (row.local().port() < 0 || row.remote().port() > 0xffff)) {
                throw new AssertionError(row.local() + " " + row.remote());
            }
        }
    }
}
