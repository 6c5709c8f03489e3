package dev.faultline.app.k8s.testcluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// The network between a client and the API server: passes bytes on until it is told to break.
public final class Wire implements Closeable {
    private static final int STEP = 4096;

    private final int target;
    private final int port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;
    private volatile long bytesPerSecond;
    private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    /// How a connection that runs a command breaks.
    ///
    /// @param how it looks to the client
    /// @param afterBytes bytes from the server until then
    public record Cut(How how, long afterBytes) {
        static final Cut NEVER = new Cut(How.FIN, Long.MAX_VALUE);

        /// What the client sees.
        public enum How {
            RST,
            FIN,
            /// Nothing at all any more, in both directions.
            SILENCE
        }
    }

    Wire(int target) {
        this.target = target;
        door = listen(0);
        port = door.getLocalPort();
        accept();
    }

    int port() {
        return port;
    }

    /// The next connections with a command break like these, one each; those after them do not.
    public void cutExec(Cut... next) {
        cuts.addAll(List.of(next));
    }

    /// How many of these there were until now.
    public int cutsMade() {
        return made.get();
    }

    /// All connections with a command break now.
    public void breakExec(Cut.How how) {
        connections.stream().filter(Connection::runsCommand).forEach(connection -> connection.breakNow(how));
    }

    /// All connections are slow from now on.
    ///
    /// @param rate bytes a second from the server; 0 for no limit
    public void slowDown(long rate) {
        bytesPerSecond = rate;
    }

    /// The API server is gone: connections are reset, new ones refused.
    public void disconnect() {
        close();
    }

    /// It is back.
    public void reconnect() {
        door = listen(port);
        accept();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        ServerSocket open = door;
        Thread.ofVirtual().start(() -> {
            while (!open.isClosed()) {
                try {
                    Connection connection = new Connection(open.accept());
                    connections.add(connection);
                    connection.start();
                } catch (IOException e) {
                    // The door is closed, or the server behind it is: the client sees a refused connection.
                }
            }
        });
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(Connection::reset);
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private final AtomicLong received = new AtomicLong();
        private volatile boolean silent;
        private volatile Cut mine = Cut.NEVER;
        private volatile boolean command;

        Connection(Socket client) throws IOException {
            this.client = client;
            server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void start() {
            Thread.ofVirtual().start(() -> pass(client, server, true));
            Thread.ofVirtual().start(() -> pass(server, client, false));
        }

        private void pass(Socket from, Socket to, boolean request) {
            byte[] bytes = new byte[STEP];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                    if (request) {
                        look(bytes, count);
                    } else if (received.addAndGet(count) >= mine.afterBytes() && breakNow(bytes, count, out)) {
                        return;
                    }
                    if (silent) {
                        return;
                    }
                    out.write(bytes, 0, count);
                    pace(count);
                }
                to.shutdownOutput();
            } catch (IOException e) {
                reset();
            }
        }

        private void look(byte[] bytes, int count) {
            if (new String(bytes, 0, count, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .contains("/exec?")) {
                // The connection may have served other requests before.
                received.set(0);
                command = true;
                mine = Objects.requireNonNullElse(cuts.poll(), Cut.NEVER);
            }
        }

        private boolean breakNow(byte[] bytes, int count, OutputStream out) throws IOException {
            int passed = (int) Math.max(0, count - (received.get() - mine.afterBytes()));
            out.write(bytes, 0, passed);
            breakNow(mine.how());
            made.incrementAndGet();
            return true;
        }

        boolean runsCommand() {
            return command;
        }

        void breakNow(Cut.How how) {
            switch (how) {
                case RST -> reset();
                case FIN -> end();
                case SILENCE -> silent = true;
            }
        }

        private void end() {
            try {
                client.shutdownOutput();
                server.close();
            } catch (IOException e) {
                reset();
            }
        }

        private void pace(int count) {
            if (bytesPerSecond > 0) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(count) / bytesPerSecond);
            }
        }

        void reset() {
            connections.remove(this);
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException e) {
                    // It is closed already.
                }
            }
        }
    }
}
