package dev.faultline.app.live.local;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedConnection;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.PacketFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// An interface of this machine, by a program that captures there.
final class LocalFeed implements PacketFeed {
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final String name;
    private final String filter;
    private final Program program;
    private final Elevation elevation;

    /// A capturing program.
    record Program(CaptureTool tool, Path path) {}

    /// @param filter in the language of pcap-filter(7), or empty
    LocalFeed(String name, String filter, Program program, Elevation elevation) {
        this.name = name;
        this.filter = filter;
        this.program = program;
        this.elevation = elevation;
    }

    @Override
    public FeedPlace place() {
        return FeedPlace.local(name);
    }

    @Override
    public FeedConnection open(Consumer<FeedState> progress) throws FeedException, InterruptedException {
        SupervisedProcess process = start();
        // The file's header comes before any packet.
        if (process.speaks()) {
            return new LocalConnection(program.tool(), process);
        }
        process.close();
        throw failed(program.path().toString(), name, process.words());
    }

    private SupervisedProcess start() throws FeedException {
        List<String> command = new ArrayList<>(elevation.command());
        command.addAll(LocalConnection.SUPERVISED);
        command.addAll(program.tool().command(program.path(), name, filter));
        try {
            return new SupervisedProcess(command, FAREWELL);
        } catch (IOException e) {
            throw new FeedException(
                    Messages.text("local.failed", program.path(), name, String.valueOf(e.getMessage())), true, e);
        }
    }

    /// A program said this instead of capturing.
    static FeedException failed(String program, String name, String words) {
        return new FeedException(
                isAboutRights(words)
                        ? Messages.text("local.rights", name, words)
                        : Messages.text("local.failed", program, name, words),
                true);
    }

    private static boolean isAboutRights(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("permission")
                || lower.contains("not permitted")
                || lower.contains("privilege")
                || lower.contains("not authorized");
    }
}
