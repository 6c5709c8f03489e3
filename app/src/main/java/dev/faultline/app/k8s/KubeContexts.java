package dev.faultline.app.k8s;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// All contexts there are: those of `KUBECONFIG`, merged; those of `~/.kube/config`, where that is another
/// file; those of files added by hand, each for itself. Files are looked at again every second and never
/// written. Thread-safe.
public final class KubeContexts implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final UserEnvironment environment;
    private final ProgramSearch programs;
    private final Set<Path> added;
    private final List<Consumer<ContextList>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("faultline-kubeconfig").factory());
    private final Map<Path, Read> read = new HashMap<>();
    private List<Kubeconfig> groups = List.of();
    private volatile ContextList list = new ContextList(List.of(), null, List.of());

    /// A file as it was when it was read.
    private record Read(FileStamp stamp, KubeconfigFile file) {}

    /// Reads all files once, and then whenever they change.
    ///
    /// @param added files added by hand earlier
    public KubeContexts(UserEnvironment environment, List<Path> added) {
        this.environment = environment;
        this.added = new LinkedHashSet<>(added);
        programs = new ProgramSearch(environment);
        check();
        long millis = BETWEEN_LOOKS.toMillis();
        var _ = looking.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    /// All contexts as the files have them now. Never blocks.
    public ContextList list() {
        return list;
    }

    /// Adds a listener, told of every change after it, on a thread of this object.
    ///
    /// @return removes the listener
    public Runnable listen(Consumer<ContextList> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Adds a file. What is wrong with it is among the problems of [#list()]. Blocks while it is read.
    public void add(Path file) {
        synchronized (this) {
            added.add(file.toAbsolutePath().normalize());
        }
        check();
    }

    /// Takes an added file away again.
    public void remove(Path file) {
        synchronized (this) {
            added.remove(file.toAbsolutePath().normalize());
        }
        check();
    }

    /// The files added by hand, to be remembered.
    public synchronized List<Path> added() {
        return List.copyOf(added);
    }

    /// Looks for changes now.
    public void check() {
        ContextList now;
        synchronized (this) {
            groups = readGroups();
            now = new ContextList(
                    groups.stream().flatMap(group -> group.contexts().stream()).toList(),
                    groups.stream()
                            .map(Kubeconfig::current)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null),
                    groups.stream().flatMap(group -> group.problems().stream()).toList());
            if (now.equals(list)) {
                return;
            }
            list = now;
        }
        listeners.forEach(listener -> listener.accept(now));
    }

    private List<Kubeconfig> readGroups() {
        List<List<Path>> files = new ArrayList<>();
        List<Path> merged = environment.kubeconfigFiles();
        files.add(merged);
        LinkedHashSet<Path> alone = new LinkedHashSet<>(added);
        alone.addFirst(environment.defaultKubeconfig());
        alone.stream().filter(file -> !merged.contains(file)).forEach(file -> files.add(List.of(file)));
        List<Kubeconfig> all = new ArrayList<>();
        for (List<Path> group : files) {
            all.add(new Kubeconfig(group.stream()
                    .filter(file -> added.contains(file) || FileStamp.of(file).exists())
                    .map(this::read)
                    .toList()));
        }
        return all;
    }

    private KubeconfigFile read(Path path) {
        FileStamp stamp = FileStamp.of(path);
        Read earlier = read.get(path);
        if (earlier != null && earlier.stamp().equals(stamp)) {
            return earlier.file();
        }
        KubeconfigFile file = KubeconfigParser.read(path);
        read.put(path, new Read(stamp, file));
        return file;
    }

    /// Whether connecting runs a credential plugin, which may ask for a login in the browser. Never blocks.
    public synchronized boolean runsPlugin(KubeContext context) {
        try {
            UserEntry user = access(context).user();
            return user != null && user.exec() != null;
        } catch (UnreachableException e) {
            return false;
        }
    }

    /// Makes a connection from what the files say now. Nothing is sent yet.
    ///
    /// @throws UnreachableException when the files do not say enough for one
    public ClusterConnection connect(KubeContext context) throws UnreachableException {
        check();
        return ClusterConnection.open(access(context), environment, programs);
    }

    private synchronized Kubeconfig.Access access(KubeContext context) throws UnreachableException {
        for (Kubeconfig group : groups) {
            if (group.has(context.name(), context.file())) {
                return group.access(context.name());
            }
        }
        throw new Place(context.file(), 0, 0).unusable("contexts: " + context.name());
    }

    /// Finds out whether a cluster can be reached, with a connection of its own. Blocks.
    ///
    /// @param patience for the network; a credential plugin has its own
    public Reachability reach(KubeContext context, Duration patience) {
        long begin = System.nanoTime();
        try (ClusterConnection connection = connect(context)) {
            return connection.probe(patience);
        } catch (UnreachableException e) {
            return e.unreachable(Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /// Looks no more.
    @Override
    public void close() {
        looking.shutdownNow();
    }
}
