package dev.faultline.app.k8s;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy that leads to this host, whatever host it is asked for.
final class TestProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Speech speech;

    /// How a proxy talks before it connects.
    private interface Speech {
        /// @return port of the server; 0 when the client is refused
        int greet(Socket client) throws IOException;
    }

    private TestProxy(boolean socks, String login) throws IOException {
        speech = socks ? client -> greetSocks(client, login) : client -> greetHttp(client, login);
        Thread.ofVirtual().start(this::accept);
    }

    /// @param authorization that it asks for; empty for none
    static TestProxy http(String authorization) throws IOException {
        return new TestProxy(false, authorization);
    }

    /// @param login name and password with a colon between; empty for none
    static TestProxy socks(String login) throws IOException {
        return new TestProxy(true, login);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Hosts and ports that it was asked for.
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            int port = speech.greet(client);
            if (port == 0) {
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread back = Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
                back.join();
            }
        } catch (IOException | InterruptedException e) {
            // One of them is gone.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them is gone.
        }
    }

    private int greetHttp(Socket client, String authorization) throws IOException {
        String head = ProxyDialer.head(client.getInputStream());
        String target = head.split(" ", -1)[1];
        OutputStream out = client.getOutputStream();
        if (!authorization.isEmpty() && !head.contains("Proxy-Authorization: " + authorization + "\r\n")) {
            out.write("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return 0;
        }
        asked.add(target);
        out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }

    private int greetSocks(Socket client, String login) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, (byte) (login.isEmpty() ? 0 : 2)});
        if (!login.isEmpty()) {
            in.readUnsignedByte();
            boolean right = (text(in) + ":" + text(in)).equals(login);
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return 0;
            }
        }
        in.skipNBytes(4);
        String host = text(in);
        int port = in.readUnsignedShort();
        asked.add(host + ":" + port);
        out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
        return port;
    }

    private static String text(DataInputStream in) throws IOException {
        InputStream bytes = in;
        return new String(bytes.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
