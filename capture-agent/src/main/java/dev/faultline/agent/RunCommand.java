package dev.faultline.agent;

import dev.faultline.agent.ring.CaptureFilter;
import dev.faultline.agent.ring.RingSize;
import dev.faultline.agent.ring.RingSource;
import dev.faultline.agent.ring.SystemCallException;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `faultline-agent run`: captures and analyses until a desktop stops it, nobody has listened for a while, its
/// time is over, or a signal comes.
@Command(name = "run", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 500;
    private static final int MEGABYTE = 1 << 20;

    private final CountDownLatch stopped = new CountDownLatch(1);
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

    @Option(names = "--stale-timeout", paramLabel = "TIME")
    private Duration staleTimeout = Duration.ofSeconds(10);

    @Option(names = "--idle-timeout", paramLabel = "TIME")
    private @Nullable Duration idleTimeout;

    @Option(names = "--deadline", paramLabel = "TIME")
    private @Nullable Duration deadline;

    @Option(names = "--ring", paramLabel = "MIB")
    private int ringMegabytes = (int) (RingSize.DEFAULT.blocks() * (long) RingSize.DEFAULT.blockBytes() / MEGABYTE);

    /// An address, never a name: nothing is looked up.
    private static final class AsAddress implements ITypeConverter<IpAddress> {
        @Override
        public IpAddress convert(String text) {
            return IpAddress.parse(text);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        String instance = UUID.randomUUID().toString();
        try {
            AgentFacts facts = new AgentFacts(AgentVersion.current(), instance, host(), now());
            RingSource source = open();
            RunningCapture capture = new RunningCapture(instance, source, source::filter, Limits.DEFAULT, staleTimeout);
            return serve(facts, capture);
        } catch (SystemCallException e) {
            boolean permission = e.number() == SystemCallException.NOT_PERMITTED;
            say(permission ? "run.notPermitted" : "run.failed", String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            say("run.failed", String.valueOf(e.getMessage()));
        }
        return AgentMain.FAILED;
    }

    private RingSource open() throws SystemCallException {
        int blockBytes = RingSize.DEFAULT.blockBytes();
        int blocks = Math.max(2, (int) ((long) ringMegabytes * MEGABYTE / blockBytes));
        return new RingSource(
                new RingSize(blocks, blockBytes, RingSize.DEFAULT.retireMillis()),
                new CaptureFilter(hosts, withoutTcpPorts),
                interfaces,
                withoutInterfaces,
                Limits.DEFAULT,
                Clock.systemUTC());
    }

    private int serve(AgentFacts facts, RunningCapture capture) throws IOException, InterruptedException {
        Thread atSignal = new Thread(this::stopAndWait, "faultline-signal");
        AgentServer server;
        try {
            server = new AgentServer(facts, capture, stopped::countDown, socket);
        } catch (IOException e) {
            capture.stop();
            throw e;
        }
        try {
            Runtime.getRuntime().addShutdownHook(atSignal);
            say("run.ready", socket);
            awaitEnd(server, capture);
            capture.stop();
            // Whoever listens hears the last findings and the goodbye.
            server.awaitFarewells(Duration.ofSeconds(5));
        } finally {
            server.close();
            ended.countDown();
        }
        return capture.failure() == null ? AgentMain.DONE : AgentMain.FAILED;
    }

    /// A signal ends the agent as a desktop does.
    private void stopAndWait() {
        stopped.countDown();
        try {
            ended.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd(AgentServer server, RunningCapture capture) throws InterruptedException {
        long start = System.nanoTime();
        while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (capture.hasEnded()) {
                say("run.failed", String.valueOf(capture.failure()));
                return;
            }
            if (idleTimeout != null && server.alone().compareTo(idleTimeout) > 0) {
                say("run.idle", idleTimeout.toSeconds());
                return;
            }
            if (deadline != null && System.nanoTime() - start > deadline.toNanos()) {
                say("run.deadline", deadline.toSeconds());
                return;
            }
        }
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

    private static long now() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }
}
