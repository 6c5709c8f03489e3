package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Connects to one server, through a proxy or not: HTTP CONNECT (RFC 9110, section 9.3.6), the same to a proxy
/// that speaks TLS itself, or SOCKS5 (RFC 1928, with names and passwords of RFC 1929). Names are left to the
/// proxy to look up.
final class ProxyDialer {
    private static final int LONGEST_HEAD = 16 << 10;
    private static final int SOCKS5 = 5;

    private final String host;
    private final int port;
    private final @Nullable ProxyRoute proxy;
    private final UserEnvironment environment;
    private final Duration patience;

    /// @param host of the server, without brackets
    /// @param proxy null for none
    ProxyDialer(String host, int port, @Nullable ProxyRoute proxy, UserEnvironment environment, Duration patience) {
        this.host = host;
        this.port = port;
        this.proxy = proxy;
        this.environment = environment;
        this.patience = patience;
    }

    /// A connection to the server. Blocks.
    ///
    /// @throws UnreachableException when there is none
    Socket dial() throws UnreachableException {
        String first = proxy == null ? host : proxy.host();
        int firstPort = proxy == null ? port : proxy.port();
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(first, firstPort), (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            Socket through = proxy == null ? socket : through(proxy, socket);
            through.setSoTimeout(0);
            return through;
        } catch (IOException e) {
            close(socket);
            throw proxy == null ? Failures.of(e, first + ":" + firstPort) : refused(proxy, e.toString());
        } catch (GeneralSecurityException e) {
            close(socket);
            throw refused(proxy, e.toString());
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was of no use anyway.
        }
    }

    private static UnreachableException refused(@Nullable ProxyRoute proxy, String detail) {
        return new UnreachableException(Reason.PROXY, String.valueOf(proxy), detail);
    }

    private Socket through(ProxyRoute route, Socket socket) throws IOException, GeneralSecurityException {
        switch (route.scheme()) {
            case "socks5" -> socks(route, socket);
            case "https" -> {
                Socket secured = secured(route, socket);
                connect(route, secured);
                return secured;
            }
            default -> connect(route, socket);
        }
        return socket;
    }

    private Socket secured(ProxyRoute route, Socket socket) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {ServerTrust.in(SystemAuthorities.all(environment))}, null);
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, route.host(), route.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private void connect(ProxyRoute route, Socket socket) throws IOException {
        String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        if (route.credentials() != null) {
            byte[] pair = route.credentials().getBytes(StandardCharsets.UTF_8);
            request.append("Proxy-Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(pair))
                    .append("\r\n");
        }
        OutputStream out = socket.getOutputStream();
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        String status = head(socket.getInputStream()).lines().findFirst().orElse("");
        if (!status.matches("HTTP/1\\.[01] 2[0-9]{2}.*")) {
            throw new IOException(status);
        }
    }

    /// The lines up to the first empty one.
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int tail = 0;
        while (tail != 0x0d0a0d0a) {
            int next = in.read();
            if (next < 0 || head.size() > LONGEST_HEAD) {
                throw new EOFException();
            }
            head.write(next);
            tail = tail << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private void socks(ProxyRoute route, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        boolean named = route.credentials() != null;
        out.write(named ? new byte[] {SOCKS5, 2, 0, 2} : new byte[] {SOCKS5, 1, 0});
        in.readUnsignedByte();
        int method = in.readUnsignedByte();
        if (method == 2 && route.credentials() != null) {
            out.write(login(route.credentials()));
            in.readUnsignedByte();
            require(in.readUnsignedByte() == 0, "SOCKS5: RFC 1929");
        } else {
            require(method == 0, "SOCKS5: " + method);
        }
        out.write(request());
        in.readUnsignedByte();
        int reply = in.readUnsignedByte();
        require(reply == 0, "SOCKS5: " + reply);
        in.readUnsignedByte();
        int length = switch (in.readUnsignedByte()) {
            case 1 -> 4;
            case 4 -> 16;
            default -> in.readUnsignedByte();
        };
        in.skipNBytes(length + 2L);
    }

    private static byte[] login(String credentials) {
        String[] pair = credentials.split(":", 2);
        ByteArrayOutputStream login = new ByteArrayOutputStream();
        login.write(1);
        writeText(login, pair[0]);
        writeText(login, pair.length > 1 ? pair[1] : "");
        return login.toByteArray();
    }

    private byte[] request() {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {SOCKS5, 1, 0, 3});
        writeText(request, host);
        request.write(port >> 8);
        request.write(port);
        return request.toByteArray();
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, 255);
        out.write(length);
        out.write(bytes, 0, length);
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
