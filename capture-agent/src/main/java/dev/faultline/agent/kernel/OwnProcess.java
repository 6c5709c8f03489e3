package dev.faultline.agent.kernel;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What this process takes.
public final class OwnProcess {
    private static final Path STATUS = Path.of("/proc/self/status");
    // In KiB, whatever the size of a page is.
    private static final String RESIDENT = "VmRSS:";

    private OwnProcess() {}

    /// Processor time since its start, in nanoseconds.
    public static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /// Resident memory in bytes, or 0 where the system does not say.
    public static long residentBytes() {
        try (Stream<String> lines = Files.lines(STATUS, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
