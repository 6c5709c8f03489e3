package dev.faultline.app.k8s.testcluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Two network namespaces with a bridge between them, as two pods: real packets, real errors.
public final class NetworkNamespaces implements AutoCloseable {
    /// Address in the first.
    public static final String CLIENT = "10.77.9.2";
    /// Address in the second.
    public static final String SERVER = "10.77.9.3";

    private static final String CLIENT_MAC = "02:00:0a:4d:09:02";
    private static final String SERVER_MAC = "02:00:0a:4d:09:03";
    private static final String SERVER_PORT = "to-server";

    private final String client;
    private final String server;
    private final String bridge;

    public NetworkNamespaces() throws IOException, InterruptedException {
        String id = Long.toString(ProcessHandle.current().pid() % 100_000) + Long.toString(System.nanoTime() % 1000);
        client = "flc" + id;
        server = "fls" + id;
        bridge = "flb" + id;
        run("ip", "netns", "add", client);
        run("ip", "netns", "add", server);
        run("ip", "netns", "add", bridge);
        run("ip", "-n", bridge, "link", "add", "br0", "type", "bridge");
        run("ip", "-n", bridge, "link", "set", "br0", "up");
        plug(client, CLIENT, CLIENT_MAC, "to-client");
        plug(server, SERVER, SERVER_MAC, SERVER_PORT);
        // So that connections are tried though nobody answers who has an address.
        know(client, SERVER, SERVER_MAC);
        know(server, CLIENT, CLIENT_MAC);
    }

    private static void know(String namespace, String address, String mac) throws IOException, InterruptedException {
        run("ip", "-n", namespace, "neigh", "replace", address, "lladdr", mac, "dev", "eth0", "nud", "permanent");
    }

    /// From now on the bridge loses all packets to and from the server.
    public void unplugServer() throws IOException, InterruptedException {
        run("ip", "-n", bridge, "link", "set", SERVER_PORT, "nomaster");
    }

    private void plug(String namespace, String address, String mac, String port)
            throws IOException, InterruptedException {
        run("ip", "-n", bridge, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        run("ip", "-n", bridge, "link", "set", port, "master", "br0");
        run("ip", "-n", bridge, "link", "set", port, "up");
        run("ip", "-n", namespace, "link", "set", "eth0", "address", mac);
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
            run("ip", "netns", "del", bridge);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
