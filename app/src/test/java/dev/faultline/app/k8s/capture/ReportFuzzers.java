package dev.faultline.app.k8s.capture;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Targets for what programs in the cluster say, as Jazzer wants them.
public final class ReportFuzzers {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_566_093);

    private ReportFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("tcpdump-report", Tcpdump::fuzzerTestOneInput);
        return all;
    }

    /// tcpdump's standard error.
    public static final class Tcpdump {
        /// Five lines that went wrong, each as long as the channel lets through.
        private static final int LONGEST = 5 * 600;

        /// A clock says a number of ten digits of seconds at most.
        private static final Duration AGES = Duration.ofSeconds(10_000_000_000L);

        private Tcpdump() {}

        public static void fuzzerTestOneInput(byte[] data) {
            TcpdumpReport report = new TcpdumpReport();
            new String(data, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> report.line(line.substring(0, Math.min(line.length(), 512)), NOW));
            if (report.clockOffset().abs().compareTo(AGES) > 0
                    || report.captured() < -1
                    || report.trouble().length() > LONGEST) {
                throw new AssertionError(report.captured() + " " + report.trouble());
            }
        }
    }
}
