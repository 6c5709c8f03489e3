package dev.faultline.app.live.local;

import dev.faultline.app.Messages;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.live.AlternativeFeeds;
import dev.faultline.app.live.AlternativeFeeds.Way;
import dev.faultline.app.live.Feed;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedPlace;
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
    /// The interface that stands for all of them.
    static final String ALL = "any";

    private final Map<String, String> environment;
    private final AgentBundle bundle;

    /// @param environment variables of the process
    /// @param bundle the agent
    public LocalCapture(Map<String, String> environment, AgentBundle bundle) {
        this.environment = Map.copyOf(environment);
        this.bundle = bundle;
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

    /// An interface as a feed: by the agent where it is there, else by what is installed; with the rights at
    /// hand first, then with more. What captures in the end the feed says itself.
    ///
    /// @param filter in the language of pcap-filter(7); empty for all packets
    /// @param program what is to capture
    /// @param everyPacket whether every packet is to come here, not only those of findings
    /// @throws FeedException when nothing of that is here; says what to install
    public Feed feed(String name, String filter, LocalProgram program, boolean everyPacket)
            throws FeedException, InterruptedException {
        List<String> against = new ArrayList<>();
        boolean agent = program == LocalProgram.AUTO || program == LocalProgram.AGENT;
        Optional<String> noAgent = agent ? againstAgent(name, everyPacket) : Optional.of("");
        if (program == LocalProgram.AGENT && noAgent.isPresent()) {
            throw new FeedException(Messages.text("local.noAgent", noAgent.get()), true);
        }
        if (agent) {
            noAgent.ifPresent(why -> against.add(Messages.text("live.way.not", Messages.text("local.agent"), why)));
        }
        List<LocalFeed.Program> programs = programs(program);
        if (noAgent.isPresent() && programs.isEmpty()) {
            throw new FeedException(Messages.text("local.missing"), true);
        }
        List<Way> ways = new ArrayList<>();
        for (Elevation elevation : elevations()) {
            List<Way> more = new ArrayList<>();
            if (noAgent.isEmpty() && mayCapture(elevation, against)) {
                String called = elevation.with(Messages.text("local.agent"));
                more.add(new Way(called, new LocalAgentFeed(bundle, name, filter, elevation)));
            }
            programs.forEach(each -> more.add(
                    new Way(elevation.with(each.tool().program()), new LocalFeed(name, filter, each, elevation))));
            ways.addAll(elevation.asks() ? more.subList(0, Math.min(1, more.size())) : more);
        }
        if (ways.isEmpty()) {
            throw new FeedException(Messages.text("local.rights", name, String.join("; ", against)), true);
        }
        return new AlternativeFeeds(FeedPlace.local(name), against, ways);
    }

    /// Why the agent cannot capture here, whatever the rights; empty when it can.
    private Optional<String> againstAgent(String name, boolean everyPacket) {
        if (everyPacket) {
            return Optional.of(Messages.text("local.agent.everyPacket"));
        }
        if (!bundle.isThereForThisMachine()) {
            return Optional.of(Messages.text("local.agent.notThere"));
        }
        try {
            // The agent would wait until there is one.
            boolean there = name.equals(ALL) || NetworkInterface.getByName(name) != null;
            return there ? Optional.empty() : Optional.of(Messages.text("local.agent.noInterface", name));
        } catch (SocketException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// An agent is not unpacked and started where it is known that it may not capture.
    private static boolean mayCapture(Elevation elevation, List<String> against) {
        if (elevation.equals(Elevation.NONE) && !CaptureRight.isHeld()) {
            against.add(
                    Messages.text("live.way.not", Messages.text("local.agent"), Messages.text("local.agent.rights")));
            return false;
        }
        return true;
    }

    private List<LocalFeed.Program> programs(LocalProgram wanted) {
        String path = environment.getOrDefault("PATH", "");
        return Stream.of(CaptureTool.values())
                .filter(tool -> wanted == LocalProgram.AUTO || wanted == tool.asProgram())
                .flatMap(tool -> tool.find(path).map(at -> new LocalFeed.Program(tool, at)).stream())
                .toList();
    }

    /// Nothing first; a `sudo` that needs no password; then the window that asks for one.
    private List<Elevation> elevations() throws InterruptedException {
        List<Elevation> ways = new ArrayList<>(List.of(Elevation.NONE));
        onPath("sudo").map(Elevation::sudo).ifPresent(ways::add);
        boolean display = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        if (display) {
            onPath("pkexec").map(Elevation::pkexec).ifPresent(ways::add);
        }
        List<Elevation> open = new ArrayList<>();
        for (Elevation way : ways) {
            if (way.isOpen()) {
                open.add(way);
            }
        }
        return open;
    }

    private Optional<Path> onPath(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
