package dev.faultline.app.live.local;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedConnection;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.PacketFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// An interface of this machine. Tries what is installed, with the rights at hand, then with more.
final class LocalFeed implements PacketFeed {
    private final String name;
    private final String filter;
    private final List<Program> programs;
    private final List<List<String>> elevations;

    /// A capturing program.
    record Program(CaptureTool tool, Path path) {}

    /// @param filter in the language of pcap-filter(7), or empty
    /// @param programs what may capture, the best first
    /// @param elevations what runs a program with more rights, each a command to put before it; the first is
    /// empty
    LocalFeed(String name, String filter, List<Program> programs, List<List<String>> elevations) {
        this.name = name;
        this.filter = filter;
        this.programs = List.copyOf(programs);
        this.elevations = List.copyOf(elevations);
    }

    @Override
    public FeedPlace place() {
        return FeedPlace.local(name);
    }

    @Override
    public FeedConnection open(Consumer<FeedState> progress) throws FeedException, InterruptedException {
        String words = "";
        for (List<String> elevation : elevations) {
            for (Program program : programs) {
                LocalConnection connection = start(program, elevation);
                if (connection.awaitPackets()) {
                    return connection;
                }
                words = connection.words();
                connection.close();
                if (!isAboutRights(words) && elevation.isEmpty()) {
                    throw new FeedException(Messages.text("local.failed", program.path(), name, words), true);
                }
            }
        }
        throw new FeedException(Messages.text("local.rights", name, words), true);
    }

    private LocalConnection start(Program program, List<String> elevation) throws FeedException {
        List<String> command = new ArrayList<>(elevation);
        command.addAll(LocalConnection.SUPERVISED);
        command.addAll(program.tool().command(program.path(), name, filter));
        try {
            return new LocalConnection(program.tool(), new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new FeedException(
                    Messages.text("local.failed", program.path(), name, String.valueOf(e.getMessage())), true, e);
        }
    }

    private static boolean isAboutRights(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("permission") || lower.contains("not permitted") || lower.contains("privilege");
    }
}
