package dev.faultline.app.live.local;

import dev.faultline.app.Messages;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.export.FolderTree;
import dev.faultline.app.live.AgentFeed;
import dev.faultline.app.live.AgentFilter;
import dev.faultline.app.live.AgentLink;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the agent finds on this machine. It is unpacked into a folder that only this user may look into, runs
/// and is joined as in a cluster, and takes the folder with it at its end, also where this program has died
/// before.
///
/// One shell runs both processes of it: whoever is asked for a password is asked once, and what root's agent
/// listens at is open to root alone.
final class LocalAgentFeed implements AgentFeed {
    /// An agent analyses what it has captured before it ends.
    private static final Duration FAREWELL = Duration.ofSeconds(15);

    /// Runs the agent in the folder `$1` and joins it; the rest are its arguments. Ends with standard input.
    /// Signals of the terminal are for this program, which ends the agent in order.
    private static final List<String> SUPERVISED = List.of("/bin/sh", "-c", """
            trap '' INT QUIT HUP
            folder=${1:?}; shift
            agent=$folder/faultline-agent/bin/faultline-agent
            socket=$folder/own/socket
            exec 3<&0
            "$agent" run --socket "$socket" --idle-timeout PT30S "$@" 3<&- </dev/null >/dev/null & child=$!
            until [ -S "$socket" ] || ! kill -0 $child 2>/dev/null; do sleep 0.05; done
            if [ -S "$socket" ]; then
                FAULTLINE_AGENT_OPTIONS=-Xmx24m "$agent" attach --socket "$socket" --patience PT1M <&3 3<&-
                kill -TERM $child 2>/dev/null
            fi
            wait $child; status=$?
            rm -rf -- "$folder"
            exit $status
            """, "faultline-agent");

    private final AgentBundle bundle;
    private final String name;
    private final String filter;
    private final Elevation elevation;
    private @Nullable Path folder;
    private @Nullable SupervisedProcess process;
    private boolean joined;

    /// @param name of the interface; [LocalCapture#ALL] for all
    /// @param filter in the language of pcap-filter(7), or empty
    LocalAgentFeed(AgentBundle bundle, String name, String filter, Elevation elevation) {
        this.bundle = bundle;
        this.name = name;
        this.filter = filter;
        this.elevation = elevation;
    }

    @Override
    public FeedPlace place() {
        return FeedPlace.local(name);
    }

    @Override
    public Optional<AgentFilter> filter() {
        return Optional.empty();
    }

    @Override
    public AgentLink open(Consumer<FeedState> progress) throws FeedException, InterruptedException {
        end();
        try {
            Path unpacked = Files.createTempDirectory("faultline-agent");
            folder = unpacked;
            bundle.unpack(unpacked);
            SupervisedProcess started = new SupervisedProcess(command(unpacked), FAREWELL);
            process = started;
            // It greets whoever joins.
            if (started.speaks()) {
                joined = true;
                return new LocalAgentLink(started);
            }
            throw joined
                    ? new FeedException(Messages.text("local.ended", started.words()), false)
                    : LocalFeed.failed("faultline-agent", name, started.words());
        } catch (FeedException e) {
            throw e;
        } catch (IOException e) {
            throw new FeedException(
                    Messages.text("local.failed", "faultline-agent", name, String.valueOf(e.getMessage())), true, e);
        }
    }

    private List<String> command(Path unpacked) {
        List<String> command = new ArrayList<>(elevation.command());
        command.addAll(SUPERVISED);
        command.add(unpacked.toString());
        if (!name.equals(LocalCapture.ALL)) {
            command.addAll(List.of("--interface", name));
        }
        if (!filter.isEmpty()) {
            command.addAll(List.of("--bpf", filter));
        }
        return command;
    }

    @Override
    public void end() throws InterruptedException {
        SupervisedProcess ending = process;
        if (ending != null) {
            ending.close();
            ending.awaitEnd();
            process = null;
        }
        Path left = folder;
        if (left != null) {
            folder = null;
            try {
                FolderTree.remove(left);
            } catch (IOException e) {
                System.getLogger(LocalAgentFeed.class.getName())
                        .log(System.Logger.Level.WARNING, "{0} is left: {1}", left, e.toString());
            }
        }
    }
}
