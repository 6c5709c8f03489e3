package dev.faultline.app.cli;

import dev.faultline.agent.telemetry.Telemetry;
import dev.faultline.agent.telemetry.TelemetryOptions;
import dev.faultline.app.Messages;
import dev.faultline.app.live.Feed;
import dev.faultline.app.live.LivePlan;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.live.local.LocalCapture;
import dev.faultline.app.live.local.LocalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faultline capture`: captures live, in a cluster or on this machine, and prints what fails.
@Command(name = "capture", mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private FindingOptions findings = new FindingOptions();

    @Mixin
    private TelemetryOptions telemetry = new TelemetryOptions();

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

    CaptureCommand(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (findings.format() == Format.HTML) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.follow.html"));
        }
        if (local.isEmpty() != cluster.isChosen()) {
            String key = local.isEmpty() ? "cli.capture.choose" : "cli.capture.localOrCluster";
            throw new ParameterException(spec.commandLine(), Messages.text(key));
        }
        if (local.isEmpty() && cluster.program().isEmpty()) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.capture.dumpcapHere"));
        }
        if (full && cluster.localProgram() == LocalProgram.AGENT) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.capture.fullAgent"));
        }
        Telemetry.Targets targets =
                telemetry.targets(spec.commandLine(), surroundings.environment().variables());
        Path folder = output;
        try {
            Path kept = folder == null ? Files.createTempDirectory("faultline-capture") : folder;
            try (Interruption interruption = new Interruption()) {
                LiveStage.Request request = new LiveStage.Request(
                        findings.format(),
                        kept,
                        full,
                        duration,
                        findings.shown(),
                        findings.failOn(),
                        interruption::isRequested,
                        targets);
                int status = local.isEmpty()
                        ? new ClusterRun(terminal, surroundings, cluster, request).run()
                        : captureHere(request);
                return interruption.isRequested() ? Status.INTERRUPTED : status;
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

    private int captureHere(LiveStage.Request request) throws IOException, InterruptedException {
        LocalCapture machine = new LocalCapture(System.getenv(), surroundings.bundle());
        LivePlan plan = LivePlan.of(String.join(", ", local)).in(request.folder());
        List<Feed> feeds = new ArrayList<>();
        for (String name : local) {
            feeds.add(machine.feed(name, packets, cluster.localProgram(), full));
        }
        try (LiveStage stage = new LiveStage(terminal, request)) {
            LiveSession session = stage.lives().start(full ? plan.withFull() : plan, feeds);
            LiveRun run = stage.run(session);
            int status = run.run(session, duration, request.interrupted());
            stage.commit();
            if (output != null) {
                terminal.say(Messages.text("cli.capture.kept", output));
            }
            return status == Status.DONE && run.hasFound(findings.failOn()) ? Status.FOUND : status;
        }
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
