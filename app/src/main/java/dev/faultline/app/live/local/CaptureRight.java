package dev.faultline.app.live.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether a process that this one starts may open packet sockets (`CAP_NET_RAW`, capabilities(7)).
final class CaptureRight {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int NET_RAW = 13;
    private static final int EFFECTIVE_USER = 1;

    private CaptureRight() {}

    /// Whether it is held now.
    static boolean isHeld() {
        try {
            return isHeld(Files.readAllLines(STATUS));
        } catch (IOException e) {
            return false;
        }
    }

    /// What root starts gets all of the bounding set, what others start the ambient set.
    ///
    /// @param status lines of `/proc/PID/status`
    static boolean isHeld(List<String> status) {
        String[] users = value(status, "Uid:").split("\\s+", -1);
        boolean root = users.length > EFFECTIVE_USER && users[EFFECTIVE_USER].equals("0");
        String set = value(status, root ? "CapBnd:" : "CapAmb:");
        return !set.isEmpty() && (Long.parseUnsignedLong(set, 16) >> NET_RAW & 1) == 1;
    }

    private static String value(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(name.length()).strip())
                .orElse("");
    }
}
