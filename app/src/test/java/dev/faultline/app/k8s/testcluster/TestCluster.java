package dev.faultline.app.k8s.testcluster;

import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A cluster to test with. Its API server is real HTTP; its containers run real processes.
///
/// Commands run on this machine, with the prefix and environment of their pod or node: `ip netns exec NAME`, or
/// a `PATH` with a `tcpdump` that replays a file.
public final class TestCluster implements AutoCloseable {
    private static final Logger CHATTER = Logger.getLogger("io.fabric8.mockwebserver");

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
    private final Front front;
    private final Wire wire;
    private final KubernetesClient inside;
    private final Kubelet kubelet;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final List<List<String>> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Surroundings> surroundings = new ConcurrentHashMap<>();
    private volatile boolean v5 = true;
    private volatile Admission admission = (request, object) -> Optional.empty();

    /// Where the commands of a pod, or of all pods on a node, run.
    ///
    /// @param prefix before every command, such as `ip netns exec NAME`
    /// @param environment added to this process's own
    /// @param image of containers that captures make there, which then run for real; null to run nothing but the
    /// commands, on this machine
    public record Surroundings(
            List<String> prefix,
            Map<String, String> environment,
            @Nullable ContainerImage image) {
        static final Surroundings NONE = new Surroundings(List.of(), Map.of());

        public Surroundings(List<String> prefix, Map<String, String> environment) {
            this(prefix, environment, null);
        }

        /// The same, with containers.
        public Surroundings with(ContainerImage other) {
            return new Surroundings(prefix, environment, other);
        }
    }

    /// Why an object is not admitted: the API server's words, or nothing.
    @FunctionalInterface
    public interface Admission {
        Optional<String> refuses(ApiRequest request, JsonObject object);
    }

    public TestCluster() {
        CHATTER.setLevel(Level.WARNING);
        server.init(InetAddress.getLoopbackAddress(), 0);
        front = new Front(server.getPort(), new RulesOfCluster());
        wire = new Wire(front.port());
        inside = client(server.getPort(), 3);
        kubelet = new Kubelet(inside, (request, object) -> admission.refuses(request, object), this::surroundings);
    }

    /// A client as a user has it, with the JDK's HTTP client.
    public KubernetesClient client() {
        return client(wire.port(), 0);
    }

    /// A client that no fault and no rule hinders.
    public KubernetesClient inside() {
        return inside;
    }

    /// The jobs that there are now.
    public List<Job> jobs() {
        return inside.batch().v1().jobs().inAnyNamespace().list().getItems();
    }

    private static KubernetesClient client(int port, int retries) {
        return new KubernetesClientBuilder()
                .withConfig(config(port, retries))
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }

    /// @param retries after a connection that was kept open turned out to be closed
    private static Config config(int port, int retries) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + port)
                .withNamespace("default")
                .withRequestRetryBackoffLimit(retries)
                .withConnectionTimeout(2_000)
                .withRequestTimeout(5_000)
                .build();
    }

    /// The address of the API server, as a kubeconfig names it.
    public String address() {
        return "http://127.0.0.1:" + wire.port();
    }

    /// The text of a kubeconfig with one context of that name.
    public String kubeconfig(String context) {
        return """
                apiVersion: v1
                kind: Config
                current-context: %1$s
                contexts: [{name: %1$s, context: {cluster: %1$s, user: %1$s, namespace: default}}]
                clusters: [{name: %1$s, cluster: {server: "%2$s"}}]
                users: [{name: %1$s, user: {token: "none"}}]
                """.formatted(context, address());
    }

    /// The network between clients and the API server.
    public Wire wire() {
        return wire;
    }

    /// What makes pods run.
    public Kubelet kubelet() {
        return kubelet;
    }

    /// Takes a right away: `create pods/exec`.
    public void deny(String right) {
        denied.add(right);
    }

    /// Gives all rights back.
    public void allowAll() {
        denied.clear();
    }

    /// All watches end with 410 Gone.
    public void expireWatches() {
        front.expireWatches();
    }

    /// The server knows `v4.channel.k8s.io` alone.
    public void speakOnlyV4() {
        v5 = false;
    }

    /// What is not admitted from now on.
    public void admit(Admission rules) {
        admission = rules;
    }

    /// All that was asked of the API server.
    public List<ApiRequest> requests() {
        return List.copyOf(requests);
    }

    /// The commands that were run in containers. What would end a container's first process is not run: that is
    /// the kubelet's here.
    public List<List<String>> commands() {
        return List.copyOf(commands);
    }

    /// Processes that were started in containers and still run, and containers that do.
    public List<ProcessHandle> running() {
        List<ProcessHandle> alive =
                new ArrayList<>(kubelet.containers().all().map(Container::first).toList());
        for (Process process : processes) {
            if (process.isAlive()) {
                alive.add(process.toHandle());
                process.descendants().forEach(alive::add);
            }
        }
        return alive;
    }

    /// The first process of each container that a capture has made and that runs for real.
    public List<ProcessHandle> containers() {
        return kubelet.containers().all().map(Container::first).toList();
    }

    /// What such containers wrote to standard error until now.
    public String saidByContainers() {
        return kubelet.containers().all().map(Container::said).collect(Collectors.joining("\n"));
    }

    /// The programs that further commands in containers come to, such as `attach`.
    public List<ProcessHandle> joined() {
        return processes.stream()
                .filter(Process::isAlive)
                .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
                .filter(process -> process.children().findAny().isEmpty())
                .toList();
    }

    /// Makes what some YAML describes, one object after the other.
    public void create(String yaml) {
        List<HasMetadata> objects = inside.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
        objects.forEach(object -> inside.resource(object).create());
    }

    /// Adds a node.
    public Node addNode(String name) {
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/os", "linux")
                .addToLabels("kubernetes.io/arch", "amd64")
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
        return inside.nodes().resource(node).create();
    }

    /// Adds a pod that runs.
    public Pod addPod(String namespace, String name, String node, String ip, Map<String, String> labels) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewContainer()
                .withName("app")
                .withImage("example/app")
                .endContainer()
                .endSpec()
                .build();
        Pod created = inside.pods().resource(pod).create();
        return kubelet.run(created, ip);
    }

    /// Where commands run that are meant for a pod (`namespace/name`) or for any pod on a node (its name).
    public void surround(String place, Surroundings where) {
        surroundings.put(place, where);
    }

    private Surroundings surroundings(Pod pod) {
        String place =
                pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        String node = String.valueOf(pod.getSpec().getNodeName());
        return surroundings.getOrDefault(place, surroundings.getOrDefault(node, Surroundings.NONE));
    }

    @Override
    public void close() {
        kubelet.close();
        inside.close();
        wire.close();
        front.close();
        destroyServer();
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private void destroyServer() {
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            // Its connections are gone, but Vert.x does not say so in the time that the library gives it.
            System.getLogger(TestCluster.class.getName()).log(System.Logger.Level.INFO, "{0}", e.toString());
        }
    }

    private final class RulesOfCluster implements Front.Rules {
        @Override
        public boolean allows(String right, String namespace) {
            return !denied.contains(right) && !denied.contains(right + " " + namespace);
        }

        @Override
        public Optional<String> refuses(ApiRequest request, JsonObject object) {
            return admission.refuses(request, object);
        }

        @Override
        public Optional<Front.Started> run(String namespace, String pod, String container, List<String> command) {
            Pod found = inside.pods().inNamespace(namespace).withName(pod).get();
            if (found == null || !Kubelet.isRunning(found, container)) {
                return Optional.empty();
            }
            Surroundings where = surroundings(found);
            Optional<Container> real = kubelet.containers().find(found, container);
            List<String> whole = new ArrayList<>(real.map(Container::prefix).orElse(where.prefix()));
            boolean ends = isEnd(command) && real.isEmpty();
            whole.addAll(ends ? List.of("true") : command);
            commands.add(command);
            if (ends) {
                kubelet.endEphemeral(namespace, pod);
            }
            ProcessBuilder builder = new ProcessBuilder(whole);
            builder.environment().putAll(where.environment());
            try {
                Process process = builder.start();
                processes.add(process);
                kubelet.belongs(process, found);
                return Optional.of(new Front.Started(process, real.isPresent()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isEnd(List<String> command) {
            return command.getLast().equals("kill 1");
        }

        @Override
        public boolean speaksV5() {
            return v5;
        }

        @Override
        public void seen(ApiRequest request, boolean dryRun) {
            if (!dryRun) {
                requests.add(request);
            }
        }

        @Override
        public JsonObject addEphemeral(String namespace, String pod, JsonObject patch) {
            var json = inside.getKubernetesSerialization();
            Pod wanted = json.unmarshal(patch.encode(), Pod.class);
            List<EphemeralContainer> added = wanted.getSpec().getEphemeralContainers();
            Pod changed = inside.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .edit(current -> new PodBuilder(current)
                            .editSpec()
                            .addAllToEphemeralContainers(added)
                            .endSpec()
                            .build());
            return new JsonObject(json.asJson(changed));
        }
    }
}
