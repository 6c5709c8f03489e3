package dev.faultline.agent;

import dev.faultline.agent.ring.CaptureFilter;
import dev.faultline.agent.ring.FilterExpression;
import dev.faultline.agent.ring.RingSize;
import dev.faultline.agent.ring.RingSource;
import dev.faultline.agent.ring.SystemCallException;
import dev.faultline.agent.telemetry.Telemetry;
import dev.faultline.agent.telemetry.TelemetryOptions;
import dev.faultline.engine.common.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `faultline-agent run`: captures and analyses until a desktop stops it, nobody has listened for a while, its
/// time is over, or a signal comes.
@Command(name = "run", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Path PROC = Path.of("/proc");
    private static final int MEGABYTE = 1 << 20;

    /// An `attach` ends itself earlier.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch ended = new CountDownLatch(1);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--socket", paramLabel = "FILE")
    private Path socket = Sockets.usual();

    @Option(names = "--interface", paramLabel = "NAME")
    private Set<String> interfaces = new LinkedHashSet<>();

    @Option(names = "--without-interface", paramLabel = "NAME")
    private Set<String> withoutInterfaces = new LinkedHashSet<>();

    @Option(names = "--host", paramLabel = "ADDRESS", converter = AsAddress.class)
    private Set<IpAddress> hosts = new LinkedHashSet<>();

    @Option(names = "--without-tcp-port", paramLabel = "PORT")
    private Set<Integer> withoutTcpPorts = new LinkedHashSet<>();

    @Option(names = "--bpf", paramLabel = "EXPRESSION")
    private String expression = "";

    @Option(names = "--stale-timeout", paramLabel = "TIME")
    private Duration staleTimeout = Duration.ofSeconds(10);

    @Option(names = "--idle-timeout", paramLabel = "TIME")
    private @Nullable Duration idleTimeout;

    @Option(names = "--deadline", paramLabel = "TIME")
    private @Nullable Duration deadline;

    @Option(names = "--ring", paramLabel = "MIB")
    private int ringMegabytes = (int) (RingSize.DEFAULT.blocks() * (long) RingSize.DEFAULT.blockBytes() / MEGABYTE);

    @Option(names = "--cpu", paramLabel = "PERCENT")
    private int cpuPercent = AgentBudget.DEFAULT.cpuPercent();

    @Option(names = "--disk-ring", paramLabel = "MIB")
    private int diskMegabytes;

    @Option(names = "--disk-folder", paramLabel = "FOLDER")
    private Path diskFolder = Sockets.usual().resolveSibling("packets");

    @Mixin
    private TelemetryOptions telemetry = new TelemetryOptions();

    /// An address, never a name: nothing is looked up.
    private static final class AsAddress implements ITypeConverter<IpAddress> {
        @Override
        public IpAddress convert(String text) {
            return IpAddress.parse(text);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Telemetry.Targets targets = telemetry.targets(spec.commandLine(), System.getenv());
        try {
            RingSource source = open();
            DiskRing disk = disk(source);
            String instance = UUID.randomUUID().toString();
            AgentFacts facts = new AgentFacts(AgentVersion.current(), instance, host(), AgentTime.now());
            return serve(
                    facts,
                    new RunningCapture(
                            new RunningCapture.Plan(
                                    instance,
                                    AgentBudget.LIMITS,
                                    staleTimeout,
                                    AgentBudget.DEFAULT.withCpu(cpuPercent),
                                    PROC),
                            source,
                            disk),
                    targets);
        } catch (SystemCallException e) {
            boolean permission = e.number() == SystemCallException.NOT_PERMITTED;
            say(permission ? "run.notPermitted" : "run.failed", String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            say("run.failed", String.valueOf(e.getMessage()));
        }
        return AgentMain.FAILED;
    }

    private RingSource open() throws IOException {
        int blockBytes = RingSize.DEFAULT.blockBytes();
        int blocks = Math.max(2, (int) ((long) ringMegabytes * MEGABYTE / blockBytes));
        return new RingSource(
                new RingSize(blocks, blockBytes, RingSize.DEFAULT.retireMillis()),
                new CaptureFilter(hosts, withoutTcpPorts, FilterExpression.compile(expression)),
                interfaces,
                withoutInterfaces,
                AgentBudget.LIMITS,
                Clock.systemUTC());
    }

    /// Packets on disk, where they are wanted; the source is closed when that fails.
    private @Nullable DiskRing disk(RingSource source) throws IOException {
        if (diskMegabytes <= 0) {
            return null;
        }
        try {
            return new DiskRing(
                    diskFolder,
                    (long) diskMegabytes * MEGABYTE,
                    id -> source.interfaces().get(id));
        } catch (IOException e) {
            source.close();
            throw e;
        }
    }

    private int serve(AgentFacts facts, RunningCapture capture, Telemetry.Targets targets)
            throws IOException, InterruptedException {
        AgentLife life = new AgentLife(nanos(idleTimeout), nanos(deadline), System::nanoTime);
        Thread atSignal = new Thread(() -> stopAndWait(life), "faultline-signal");
        AgentServer server;
        try {
            server = new AgentServer(facts, capture, life, socket, PATIENCE);
        } catch (IOException e) {
            capture.stop();
            throw e;
        }
        Telemetry exporting;
        try {
            exporting = AgentTelemetry.start(
                    targets, facts, capture, spec.commandLine().getErr()::println);
        } catch (IOException e) {
            server.close();
            capture.stop();
            throw e;
        }
        try {
            Runtime.getRuntime().addShutdownHook(atSignal);
            say("run.ready", socket);
            awaitEnd(server, capture, life);
            if (server.alone().isZero() || exporting != null) {
                capture.stop();
            } else {
                capture.abandon();
            }
            // Whoever listens hears the last findings and the goodbye.
            server.awaitFarewells(Duration.ofSeconds(5));
        } finally {
            server.close();
            end(exporting);
            ended.countDown();
        }
        return capture.failure() == null ? AgentMain.DONE : AgentMain.FAILED;
    }

    private static void end(@Nullable Telemetry exporting) throws IOException {
        if (exporting != null) {
            exporting.close();
        }
    }

    /// A signal ends the agent as a desktop does.
    private void stopAndWait(AgentLife life) {
        life.stop();
        try {
            ended.await(25, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd(AgentServer server, RunningCapture capture, AgentLife life) throws InterruptedException {
        while (!life.awaitStop(LOOK)) {
            server.endSilent();
            capture.lookAtCpu();
            if (capture.hasEnded()) {
                say("run.failed", String.valueOf(capture.failure()));
                return;
            }
            if (life.isOver(AgentLife.End.IDLE, server.alone())) {
                say("run.idle", life.idleSeconds());
                return;
            }
            if (life.isOver(AgentLife.End.DEADLINE, server.alone())) {
                say("run.deadline", life.deadlineSeconds());
                return;
            }
        }
    }

    private static long nanos(@Nullable Duration time) {
        return time == null ? 0 : time.toNanos();
    }

    private void say(String key, Object... values) {
        spec.commandLine().getErr().println(AgentMain.text(spec, key, values));
    }

    private static String host() {
        String named = System.getenv("HOSTNAME");
        if (named != null && !named.isBlank()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
