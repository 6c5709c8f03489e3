package dev.faultline.app.k8s.testcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// A `tcpdump` that replays a capture, for where no packets may be captured. It behaves as the real one does:
/// says that it listens, counts when asked, ends when told.
public final class FakeTcpdump {
    private FakeTcpdump() {}

    /// Puts it first on the path.
    ///
    /// @param folder to put it into
    /// @param capture pcap that it writes
    public static TestCluster.Surroundings replaying(Path folder, Path capture) throws IOException {
        return script(folder, """
                trap 'echo "%1$s" >&2; exit 0' TERM
                trap 'echo "tcpdump: %1$s" >&2' USR1
                echo "tcpdump: listening on any, link-type EN10MB (Ethernet)" >&2
                cat '%2$s'
                while :; do
                    sleep 1 >/dev/null 2>&1 &
                    wait $!
                done
                """.formatted(
                        "7 packets captured, 9 packets received by filter, 2 packets dropped by kernel",
                        capture.toAbsolutePath()));
    }

    /// One that writes zeros as fast as it can, until it is killed.
    public static TestCluster.Surroundings flooding(Path folder, Path capture) throws IOException {
        return script(folder, """
                echo "tcpdump: listening on any" >&2
                cat '%s'
                exec cat /dev/zero
                """.formatted(capture.toAbsolutePath()));
    }

    /// One that says something and ends.
    public static TestCluster.Surroundings failing(Path folder, String message, int status) throws IOException {
        return script(folder, "echo \"tcpdump: " + message + "\" >&2\nexit " + status + "\n");
    }

    /// Where it runs, the clock is wrong: `date` tells another time.
    ///
    /// @param folder of the tcpdump
    /// @param when as GNU date reads it: `7 minutes ago`
    public static void clockIs(Path folder, String when) throws IOException {
        write(folder.resolve("date"), "PATH=/usr/bin:/bin exec date -d '" + when + "' \"$@\"\n");
    }

    private static void write(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static TestCluster.Surroundings script(Path folder, String text) throws IOException {
        write(folder.resolve("tcpdump"), text);
        String path = folder.toAbsolutePath() + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return new TestCluster.Surroundings(List.of(), Map.of("PATH", path));
    }
}
