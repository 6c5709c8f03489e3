package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.testcluster.AgentBuild;
import dev.faultline.app.k8s.testcluster.ContainerImage;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.LiveListener;
import dev.faultline.app.live.LivePlan;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.live.LiveSessions;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingStore;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Real agents in the containers of a cluster, whose pods `cart` and `pay` have the two ends of a real network,
/// and a live session that hears them.
final class AgentsCapturing implements AutoCloseable {
    /// An agent starts within seconds, also on a machine that is busy with other tests.
    static final Timing TIMING = new Timing(
            Duration.ofMillis(300),
            Duration.ofSeconds(8),
            Duration.ofMillis(400),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));

    final NetworkNamespaces network = new NetworkNamespaces();
    final TestCluster cluster = new TestCluster();
    final CaptureRun run = CaptureRun.start("test", new CaptureOwner("tester", "here"));
    /// What feeds have been doing, in order.
    final List<FeedState> states = new CopyOnWriteArrayList<>();

    private final Map<FeedPlace, FeedState> latest = new ConcurrentHashMap<>();
    private final List<Runnable> onStates = new CopyOnWriteArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final KubernetesClient client = cluster.client();
    private final Path journals;
    private final FindingStore store;
    private final Sessions sessions;
    private final LiveSessions lives;
    private final ClusterCapture capture;
    private CaptureSettings settings = CaptureSettings.DEFAULT;
    private @Nullable CapturePlanner planner;
    private @Nullable ClusterSession session;

    AgentsCapturing(Path folder, Path bundles, ContainerImage image) throws IOException, InterruptedException {
        journals = folder.resolve("journals");
        Explainer explainer = new Explainer();
        store = FindingStore.open(new FindingStore.Options(
                folder.resolve("findings.db"),
                FindingStore.Options.DEFAULT_SIZE_LIMIT,
                finding -> explainer.explain(finding).title(),
                Clock.systemUTC()));
        sessions = new Sessions(store, executor);
        lives = new LiveSessions(store, sessions, executor, folder.resolve("live"), Clock.systemUTC());
        capture = new ClusterCapture(
                client,
                CaptureJournal.start(journals, run),
                new AgentBundle(List.of(bundles)),
                TIMING,
                Clock.systemUTC());
        cluster.addNode("worker-1");
        cluster.addNode("worker-2");
        cluster.addPod("shop", "cart", "worker-1", NetworkNamespaces.CLIENT, Map.of());
        cluster.addPod("shop", "pay", "worker-2", NetworkNamespaces.SERVER, Map.of());
        cluster.surround("worker-1", network.client().with(image));
        cluster.surround("worker-2", network.server().with(image));
    }

    /// With the agent sent to containers.
    static AgentsCapturing sending(Path folder, AgentBuild agent) throws IOException, InterruptedException {
        return new AgentsCapturing(folder, agent.bundles(), ContainerImage.DEBIAN);
    }

    /// With containers of the agent's own image.
    static AgentsCapturing ofImage(Path folder, AgentBuild agent) throws IOException, InterruptedException {
        return ofImage(folder, ContainerImage.of(agent));
    }

    /// With containers of an image with an agent.
    static AgentsCapturing ofImage(Path folder, ContainerImage image) throws IOException, InterruptedException {
        AgentsCapturing capturing = new AgentsCapturing(folder, folder, image);
        capturing.settings = capturing.settings.withAgentImage("example/faultline-agent");
        return capturing;
    }

    /// Agents end by themselves after so long without a desktop.
    AgentsCapturing endingAlone(Duration idle) {
        settings = new CaptureSettings(
                settings.image(),
                settings.pullSecret(),
                settings.tolerations(),
                settings.namespace(),
                settings.snapLength(),
                settings.bufferKiB(),
                settings.deadline(),
                idle,
                settings.agent());
        return this;
    }

    static ResolvedTargets cart() {
        return Capturing.targets(Capturing.pod("cart", "worker-1", NetworkNamespaces.CLIENT));
    }

    static ResolvedTargets both() {
        return Capturing.targets(
                Capturing.pod("cart", "worker-1", NetworkNamespaces.CLIENT),
                Capturing.pod("pay", "worker-2", NetworkNamespaces.SERVER));
    }

    void start(CaptureMode mode, ResolvedTargets targets) throws IOException, InterruptedException {
        start(mode, targets, false);
    }

    /// With tcpdump in the place of agents that turn out not to run.
    void startReplaceable(CaptureMode mode, ResolvedTargets targets) throws IOException, InterruptedException {
        start(mode, targets, true);
    }

    private void start(CaptureMode mode, ResolvedTargets targets, boolean replaceable)
            throws IOException, InterruptedException {
        planner = new CapturePlanner(run, settings, new CapturePlanner.Cluster("default", Set.of(6443)));
        CapturePlan plan = planner.plan(targets, mode, CaptureProgram.AGENT);
        session = ClusterSession.start(
                capture, planner, replaceable ? plan.withReplacement() : plan, lives, LivePlan.of("test"));
        live().listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                note(feeds);
            }
        });
        note(live().feeds());
    }

    private void note(List<FeedStatus> feeds) {
        for (FeedStatus feed : feeds) {
            if (!feed.state().equals(latest.put(feed.place(), feed.state()))) {
                states.add(feed.state());
                onStates.forEach(Runnable::run);
            }
        }
    }

    /// Does something whenever a feed does something else than before.
    void whenStateChanges(Runnable action) {
        onStates.add(action);
    }

    private LiveSession live() {
        if (session == null) {
            throw new IllegalStateException("not started");
        }
        return session.live();
    }

    /// Runs a script in the container that was made for the capture.
    void inContainer(String script) throws IOException, InterruptedException {
        String first = Long.toString(cluster.containers().getFirst().pid());
        Process process = new ProcessBuilder(
                        "nsenter", "--target", first, "--mount", "--pid", "--root", "--wd", "sh", "-c", script)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    void awaitCapturing() throws InterruptedException {
        await(() -> live().feeds().stream().allMatch(feed -> feed.state() instanceof FeedState.Capturing));
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(20));
        }
        assertThat(condition.getAsBoolean())
                .as(() -> states + "\n" + live().feeds() + "\n" + findings() + "\n" + cluster.saidByContainers())
                .isTrue();
    }

    /// By which way each place captures.
    List<String> notes() {
        return live().feeds().stream().map(FeedStatus::note).toList();
    }

    /// What the store has, each error once.
    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        store.forEach(FindingQuery.all(live().session().id()), found::add);
        return found;
    }

    /// Connects to a port that nobody listens on.
    void refuse(int port) throws IOException, InterruptedException {
        network.connectToClosedPort(port);
    }

    private static Predicate<Finding> refused(int port) {
        return finding -> finding.kind().id().equals("tcp.connect.refused")
                && finding.dst() != null
                && finding.dst().port() == port;
    }

    void awaitRefused(int port) throws InterruptedException {
        await(() -> findings().stream().anyMatch(refused(port)));
    }

    /// Each of these connections is told, once, and said to have failed once.
    void eachIsToldOnce(int from, int to) {
        List<Finding> found = findings();
        IntStream.range(from, to)
                .forEach(port -> assertThat(found)
                        .filteredOn(refused(port))
                        .as("port %d", port)
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.count()).isEqualTo(1)));
    }

    /// The packets that a finding has in its file.
    Path evidence() {
        return live().session().snapshot().captures().getFirst();
    }

    boolean has(Class<? extends FeedState> state) {
        return states.stream().anyMatch(state::isInstance);
    }

    long created(String right) {
        return cluster.requests().stream()
                .filter(request -> request.right().equals(right))
                .count();
    }

    /// Captures other targets from now on.
    ClusterCapture.Change follow(ResolvedTargets targets) throws InterruptedException {
        if (planner == null) {
            throw new IllegalStateException("not started");
        }
        return capture.follow(planner.plan(targets, CaptureMode.NODE, CaptureProgram.AGENT));
    }

    void stop() throws InterruptedException {
        if (session != null) {
            session.stop();
        }
    }

    /// Removes what the capture left, as the next start does, or `faultline cleanup`.
    Leftovers.Outcome cleanUp() throws IOException, InterruptedException {
        return new Leftovers(client, TIMING.answer()).removeAbandoned(journals, run.context());
    }

    /// Whether neither an object nor a process is left, nor anything written down.
    boolean isCleanedUp() {
        try {
            return cluster.jobs().isEmpty()
                    && cluster.running().isEmpty()
                    && CaptureJournal.runs(journals).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// No object, no process, nothing written down to be removed.
    void nothingIsLeft() throws InterruptedException, IOException {
        await(() -> cluster.jobs().isEmpty());
        await(() -> cluster.running().isEmpty());
        assertThat(capture.left()).isEmpty();
        assertThat(CaptureJournal.runs(journals)).isEmpty();
    }

    @Override
    public void close() throws IOException {
        if (session != null) {
            session.close();
        }
        lives.close();
        sessions.close();
        store.close();
        capture.close();
        client.close();
        cluster.close();
        network.close();
        executor.shutdownNow();
    }
}
