package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.live.LivePlan;
import dev.faultline.app.live.LiveSessions;
import dev.faultline.app.live.PacketFeed;
import dev.faultline.app.live.local.LocalCapture;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingStore;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faultline capture`: captures live and prints what fails.
@Command(name = "capture", mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--local", paramLabel = "INTERFACE")
    private List<String> local = List.of();

    @Option(names = "--packets", paramLabel = "PCAP-FILTER")
    private String packets = "";

    @Option(names = "--full")
    private boolean full;

    @Option(names = "--duration", paramLabel = "TIME", converter = Words.OfDuration.class)
    private @Nullable Duration duration;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Words.OfFormat.class,
            completionCandidates = Words.OfFormat.class)
    private Format format = Format.TABLE;

    @Option(names = "--filter", paramLabel = "CEL", converter = Words.OfFilter.class)
    private @Nullable FindingFilter filter;

    @Option(
            names = "--min-severity",
            paramLabel = "SEVERITY",
            converter = Words.OfSeverity.class,
            completionCandidates = Words.OfSeverity.class)
    private Severity minSeverity = Severity.NOTICE;

    CaptureCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (local.isEmpty()) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.capture.nothing"));
        }
        if (format == Format.HTML) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.follow.html"));
        }
        Path folder = output;
        try {
            Path kept = folder == null ? Files.createTempDirectory("faultline-capture") : folder;
            try {
                return capture(kept);
            } finally {
                if (folder == null) {
                    remove(kept);
                }
            }
        } catch (IOException e) {
            terminal.say(Messages.text("cli.message", Problems.reason(e)));
            return Status.UNREADABLE;
        }
    }

    private int capture(Path folder) throws IOException, InterruptedException {
        LocalCapture machine = new LocalCapture(System.getenv());
        LivePlan plan = LivePlan.of(String.join(", ", local)).in(folder);
        Explainer explainer = new Explainer();
        ExecutorService executor = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("faultline-live-", 1).factory());
        try (FindingStore store = FindingStore.temporary(
                        finding -> explainer.explain(finding).title(), Clock.systemUTC());
                Sessions sessions = new Sessions(store, executor);
                LiveSessions live = new LiveSessions(store, sessions, executor, folder, Clock.systemUTC());
                ReportTarget target = new ReportTarget(format, null, true, terminal);
                Interruption interruption = new Interruption()) {
            List<PacketFeed> feeds = new ArrayList<>();
            for (String name : local) {
                feeds.add(machine.feed(name, packets));
            }
            LiveRun run = new LiveRun(terminal, Objects.requireNonNull(target.live()), this::isShown);
            int status = run.run(live.start(full ? plan.withFull() : plan, feeds), duration, interruption::isRequested);
            target.commit();
            if (output != null) {
                terminal.say(Messages.text("cli.capture.kept", output));
            }
            return interruption.isRequested() ? Status.INTERRUPTED : status;
        } finally {
            executor.shutdown();
        }
    }

    private boolean isShown(Finding finding) {
        FindingFilter wanted = filter;
        return finding.severity().compareTo(minSeverity) >= 0 && (wanted == null || wanted.test(finding));
    }

    private static void remove(Path folder) throws IOException {
        List<Path> contents;
        try (Stream<Path> walk = Files.walk(folder)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : contents) {
            Files.deleteIfExists(path);
        }
    }
}
