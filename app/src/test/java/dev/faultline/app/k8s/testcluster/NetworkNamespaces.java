package dev.faultline.app.k8s.testcluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Two network namespaces with a cable between them, as two pods: real packets, real errors.
public final class NetworkNamespaces implements AutoCloseable {
    /// Address in the first.
    public static final String CLIENT = "10.77.9.2";
    /// Address in the second.
    public static final String SERVER = "10.77.9.3";

    private final String client;
    private final String server;

    public NetworkNamespaces() throws IOException, InterruptedException {
        String id = Long.toString(ProcessHandle.current().pid() % 100_000) + Long.toString(System.nanoTime() % 1000);
        client = "flc" + id;
        server = "fls" + id;
        run("ip", "netns", "add", client);
        run("ip", "netns", "add", server);
        run("ip", "link", "add", "eth0", "netns", client, "type", "veth", "peer", "name", "eth0", "netns", server);
        plug(client, CLIENT);
        plug(server, SERVER);
    }

    private static void plug(String namespace, String address) throws IOException, InterruptedException {
        run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
        run("ip", "-n", namespace, "link", "set", "eth0", "up");
        run("ip", "-n", namespace, "link", "set", "lo", "up");
    }

    /// Whether they can be made here, and tcpdump captures in them.
    public static boolean allowed() {
        try {
            return success("tcpdump", "--version")
                    && success("ip", "netns", "add", "fltry")
                    && success("ip", "netns", "del", "fltry");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean success(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (!success(command)) {
            throw new IOException(String.join(" ", command));
        }
    }

    /// Where the commands of the first pod run.
    public TestCluster.Surroundings client() {
        return new TestCluster.Surroundings(List.of("ip", "netns", "exec", client), java.util.Map.of());
    }

    /// Where the commands of the second pod run.
    public TestCluster.Surroundings server() {
        return new TestCluster.Surroundings(List.of("ip", "netns", "exec", server), java.util.Map.of());
    }

    /// Connects from the first to a port of the second that nobody listens on.
    public void connectToClosedPort(int port) throws IOException, InterruptedException {
        inClient("exec 3<>/dev/tcp/" + SERVER + "/" + port);
    }

    /// Sends a datagram from the first to a port of the second that nobody listens on.
    public void sendToClosedPort(int port) throws IOException, InterruptedException {
        inClient("echo hello >/dev/udp/" + SERVER + "/" + port);
    }

    /// What comes of it is in the packets.
    private void inClient(String script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(client().prefix());
        command.addAll(List.of("bash", "-c", script));
        success(command.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        try {
            run("ip", "netns", "del", client);
            run("ip", "netns", "del", server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
