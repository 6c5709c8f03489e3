package dev.faultline.app.live.local;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.PacketFeed;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What this machine has to capture with.
public final class LocalCapture {
    private static final String ALL = "any";

    private final Map<String, String> environment;

    /// @param environment variables of the process
    public LocalCapture(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The interfaces, those that are up first. On Linux there is also `any`, for all of them.
    public static List<LocalInterface> interfaces() throws SocketException {
        List<LocalInterface> found = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            List<String> addresses = each.inetAddresses()
                    .map(InetAddress::getHostAddress)
                    .map(text -> text.replaceFirst("%.*", ""))
                    .toList();
            found.add(new LocalInterface(each.getName(), each.isUp(), addresses));
        }
        found.sort((a, b) -> Boolean.compare(b.up(), a.up()));
        if (Files.isDirectory(Path.of("/proc/net"))) {
            found.add(new LocalInterface(ALL, true, List.of()));
        }
        return found;
    }

    /// An interface as a feed.
    ///
    /// @param filter in the language of pcap-filter(7); empty for all packets
    /// @throws FeedException when nothing is installed to capture with; says what to install
    public PacketFeed feed(String name, String filter) throws FeedException {
        List<LocalFeed.Program> programs = programs();
        if (programs.isEmpty()) {
            throw new FeedException(Messages.text("local.missing"), true);
        }
        return new LocalFeed(name, filter, programs, elevations());
    }

    private List<LocalFeed.Program> programs() {
        String path = environment.getOrDefault("PATH", "");
        return Stream.of(CaptureTool.values())
                .flatMap(tool -> tool.find(path).map(at -> new LocalFeed.Program(tool, at)).stream())
                .toList();
    }

    /// What runs a program with more rights: nothing first; a `sudo` that needs no password; then the window
    /// that asks for one.
    private List<List<String>> elevations() {
        List<List<String>> ways = new ArrayList<>();
        ways.add(List.of());
        onPath("sudo").ifPresent(sudo -> ways.add(List.of(sudo.toString(), "-n")));
        boolean display = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        if (display) {
            onPath("pkexec").ifPresent(pkexec -> ways.add(List.of(pkexec.toString())));
        }
        return ways;
    }

    private Optional<Path> onPath(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
