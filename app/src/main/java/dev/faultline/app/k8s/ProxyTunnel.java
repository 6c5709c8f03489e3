package dev.faultline.app.k8s;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A proxy on this host's loopback that the HTTP client uses in place of the real one: it leads to one server
/// and nowhere else. The JDK's client knows neither SOCKS nor proxies behind TLS, sends no passwords to
/// proxies, and takes the name of a TLS server from the URL alone; here all of that is possible.
final class ProxyTunnel implements AutoCloseable {
    private static final byte[] ESTABLISHED = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] FAILED =
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final ProxyDialer dialer;
    private final boolean raw;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable UnreachableException failure;

    /// @param raw whether clients speak to the server at once, with no CONNECT before it
    /// @throws IOException when there is no loopback to listen on
    ProxyTunnel(ProxyDialer dialer, boolean raw) throws IOException {
        this.dialer = dialer;
        this.raw = raw;
        listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("faultline-tunnel").start(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Why the last connection did not come about; null when it did.
    @Nullable
    UnreachableException failure() {
        return failure;
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            if (!raw) {
                ProxyDialer.head(client.getInputStream());
            }
            Socket server = dial(client);
            if (server != null) {
                open.add(server);
                join(client, server);
                open.remove(server);
            }
        } catch (IOException e) {
            // One side is gone: the other is told by closing its connection.
        } finally {
            open.remove(client);
        }
    }

    private @Nullable Socket dial(Socket client) throws IOException {
        try {
            Socket server = dialer.dial();
            failure = null;
            if (!raw) {
                client.getOutputStream().write(ESTABLISHED);
            }
            return server;
        } catch (UnreachableException e) {
            failure = e;
            if (!raw) {
                client.getOutputStream().write(FAILED);
            }
            return null;
        }
    }

    /// Copies both ways until both are at their end.
    private static void join(Socket client, Socket server) throws IOException {
        try (server) {
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // Nothing listens then either.
        }
        open.forEach(ProxyTunnel::close);
    }
}
