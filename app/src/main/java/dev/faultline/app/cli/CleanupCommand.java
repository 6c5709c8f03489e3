package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.ClusterConnection;
import dev.faultline.app.k8s.KubeContexts;
import dev.faultline.app.k8s.capture.CaptureJournal;
import dev.faultline.app.k8s.capture.Leftovers;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `faultline cleanup`: removes what earlier captures left in a cluster.
@Command(name = "cleanup", mixinStandardHelpOptions = true)
final class CleanupCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Surroundings surroundings;

    @Option(names = "--context", paramLabel = "CONTEXT")
    private @Nullable String context;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE")
    private List<String> namespaces = List.of();

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--dry-run")
    private boolean dryRun;

    CleanupCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (KubeContexts contexts = new KubeContexts(surroundings.environment(), List.of());
                ClusterConnection connection = ClusterAccess.connect(contexts, context)) {
            return cleanUp(connection);
        } catch (IOException e) {
            terminal.say(Messages.text("cli.message", Problems.reason(e)));
            return Status.UNREADABLE;
        }
    }

    private int cleanUp(ClusterConnection connection) throws IOException, InterruptedException {
        Leftovers leftovers =
                new Leftovers(connection.client(), surroundings.timing().answer());
        Leftovers.Outcome known = dryRun
                ? new Leftovers.Outcome(List.of(), java.util.Map.of())
                : leftovers.removeAbandoned(
                        surroundings.directories().captureJournals(),
                        connection.context().name());
        boolean failed = say(known);
        List<Leftovers.Leftover> found = leftovers.find(
                namespaces.isEmpty() ? List.of(connection.context().namespace()) : namespaces);
        // A journal that is still there belongs to a run that lives on this machine.
        Set<String> living = CaptureJournal.runs(surroundings.directories().captureJournals());
        String owner = surroundings.owner().label();
        List<Leftovers.Leftover> mine = found.stream()
                .filter(left -> !living.contains(left.run()))
                .filter(left -> all || left.owner().isEmpty() || left.owner().equals(owner))
                .toList();
        for (Leftovers.Leftover left : found) {
            if (dryRun || !mine.contains(left)) {
                String why = living.contains(left.run()) ? "cli.cleanup.living" : "cli.cleanup.found";
                terminal.say(Messages.text(why, left.object(), left.owner()));
            }
        }
        if (!dryRun) {
            failed |= say(leftovers.remove(
                    mine.stream().map(Leftovers.Leftover::object).toList()));
        }
        if (known.removed().isEmpty() && known.failed().isEmpty() && found.isEmpty()) {
            terminal.say(
                    Messages.text("cli.cleanup.nothing", connection.context().name()));
        }
        return failed ? Status.UNREADABLE : Status.DONE;
    }

    /// @return whether something could not be removed
    private boolean say(Leftovers.Outcome outcome) {
        outcome.removed().forEach(object -> terminal.say(Messages.text("cli.cleanup.removed", object)));
        outcome.failed().forEach((object, why) -> terminal.say(Messages.text("cli.cleanup.failed", object, why)));
        return !outcome.failed().isEmpty();
    }
}
