package dev.faultline.app.k8s.exec;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.ClusterProblem;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A running command in a container. One thread reads its output; any thread may send, ask and close.
///
/// Speaks `v5.channel.k8s.io`, or `v4` with servers that know no other: each message is a byte that names the
/// stream, then data.
public final class ExecChannel implements AutoCloseable {
    private static final String V5 = "v5.channel.k8s.io";
    private static final String V4 = "v4.channel.k8s.io";
    private static final int FRAME = 1 << 15;
    private static final int NORMAL_CLOSURE = 1000;
    private static final byte STANDARD_INPUT = 0;
    private static final byte CLOSE_STREAM = (byte) 255;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);
    /// Warns of "Queued close did not succeed" at nearly every normal end.
    private static final Logger NOISE = Logger.getLogger("io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl");

    private final ExecStreams streams;
    private final WebSocket socket;
    private final boolean halfCloses;
    private final Object sending = new Object();

    private ExecChannel(ExecStreams streams, WebSocket socket, boolean halfCloses) {
        NOISE.setLevel(Level.OFF);
        this.streams = streams;
        this.socket = socket;
        this.halfCloses = halfCloses;
    }

    /// Runs `command`.
    ///
    /// @param patience how long the cluster may take to accept it
    /// @param errorLine hears each line of standard error as it comes, on a thread of the client
    /// @throws ExecException when the cluster refuses it or does not answer
    public static ExecChannel open(
            KubernetesClient client, ExecCommand command, Duration patience, Consumer<String> errorLine)
            throws ExecException, InterruptedException {
        try {
            return open(client, command, V5, patience, errorLine);
        } catch (ExecException e) {
            // What a server says that knows no v5 (before 1.30): 403 from its WebSocket library, 400 from proxies.
            if (e.status() != FORBIDDEN && e.status() != BAD_REQUEST) {
                throw e;
            }
        }
        return open(client, command, V4, patience, errorLine);
    }

    private static ExecChannel open(
            KubernetesClient client, ExecCommand command, String protocol, Duration patience, Consumer<String> lines)
            throws ExecException, InterruptedException {
        URI uri = command.uri(URI.create(client.getConfiguration().getMasterUrl()));
        ExecStreams streams = new ExecStreams(client.getKubernetesSerialization(), lines);
        CompletableFuture<WebSocket> opening = client.getHttpClient()
                .newWebSocketBuilder()
                .uri(uri)
                .subprotocol(protocol)
                .connectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .buildAsync(streams);
        try {
            WebSocket socket = opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new ExecChannel(streams, socket, protocol.equals(V5));
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            abandon(opening);
            throw new ExecException(0, Messages.text("exec.noAnswer", patience.toSeconds()), e);
        } catch (InterruptedException e) {
            abandon(opening);
            throw e;
        }
    }

    private static void abandon(CompletableFuture<WebSocket> opening) {
        var _ = opening.thenAccept(socket -> socket.sendClose(NORMAL_CLOSURE, null));
    }

    private static ExecException refused(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null) {
            int status = handshake.getResponse().code();
            return new ExecException(status, Messages.text("exec.refused", status), cause);
        }
        return new ExecException(0, ClusterProblem.words(cause), cause);
    }

    /// Standard output. Pushes back when it is not read; ends after the command's last byte, and throws an
    /// `IOException` where a cut lost the rest.
    public InputStream output() {
        return streams.output();
    }

    /// Whether some of it has come and waits to be read.
    public boolean hasOutput() {
        return streams.hasOutput();
    }

    /// The last lines of standard error.
    public List<String> errorLines() {
        return streams.errorLines();
    }

    /// How the command ended; completes when it did. Never fails.
    public CompletableFuture<ExecEnd> end() {
        return streams.end();
    }

    /// When the far end was last heard of, as [System#nanoTime()]: now, while it is our reader who is waited
    /// for.
    public long lastSign() {
        return streams.lastSign();
    }

    /// Sends `bytes` to standard input; waits until they are on their way.
    ///
    /// @throws IOException when the connection has ended or takes nothing for `patience`
    public void send(byte[] bytes, Duration patience) throws IOException {
        synchronized (sending) {
            long until = System.nanoTime() + patience.toNanos();
            for (int sent = 0; sent < bytes.length; sent += FRAME) {
                awaitSent(until);
                int count = Math.min(FRAME, bytes.length - sent);
                ByteBuffer frame = ByteBuffer.allocate(1 + count);
                frame.put(STANDARD_INPUT).put(bytes, sent, count).flip();
                sendFrame(frame);
            }
        }
    }

    /// Closes standard input, so that the command reads its end.
    ///
    /// @return false when the server cannot do that (v4): the command must know its end otherwise
    public boolean closeInput(Duration patience) throws IOException {
        if (!halfCloses) {
            return false;
        }
        synchronized (sending) {
            awaitSent(System.nanoTime() + patience.toNanos());
            sendFrame(ByteBuffer.wrap(new byte[] {CLOSE_STREAM, STANDARD_INPUT}));
        }
        return true;
    }

    /// The JDK's WebSocket takes one message at a time and breaks when given a second.
    private void awaitSent(long until) throws IOException {
        while (socket.queueSize() > 0) {
            if (System.nanoTime() - until > 0) {
                throw new IOException(Messages.text("exec.stalled"));
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void sendFrame(ByteBuffer frame) throws IOException {
        if (streams.end().isDone() || !socket.send(frame)) {
            throw new IOException(Messages.text("exec.closed"));
        }
    }

    /// Gives the connection up as broken.
    public void cut(String why) {
        streams.cut(why);
        close();
    }

    /// Ends the connection. What runs in the container gets no signal for it, at best a broken pipe.
    @Override
    public void close() {
        streams.cut(Messages.text("exec.closed"));
        socket.sendClose(NORMAL_CLOSURE, null);
    }
}
