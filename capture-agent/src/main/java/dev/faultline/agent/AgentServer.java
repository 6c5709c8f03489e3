package dev.faultline.agent;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets desktops join the capture through a Unix socket, which only the agent's own user may open. Thread-safe.
final class AgentServer implements Closeable {
    private static final System.Logger LOG = System.getLogger(AgentServer.class.getName());

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final AgentFacts facts;
    private final RunningCapture capture;
    private final AgentLife life;
    private final Duration patience;
    private final Path socket;
    private final Path folder;
    private final ServerSocketChannel server;
    private boolean ownFolder;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Map<Conversation, SocketChannel> heard = new ConcurrentHashMap<>();
    private final Object farewell = new Object();
    private volatile long aloneSince = System.nanoTime();

    /// Opens the socket.
    ///
    /// @param life of the agent, which a desktop may end
    /// @param patience silence after which a desktop counts as gone; that is longer than its `attach` has
    /// @throws IOException when the socket cannot be made, or another agent listens there
    AgentServer(AgentFacts facts, RunningCapture capture, AgentLife life, Path socket, Duration patience)
            throws IOException {
        this.facts = facts;
        this.capture = capture;
        this.life = life;
        this.patience = patience;
        this.socket = socket.toAbsolutePath();
        folder = Objects.requireNonNull(this.socket.getParent(), "a socket in no folder");
        server = listen();
        Thread.ofPlatform().daemon().name("faultline-server").start(this::serve);
    }

    private ServerSocketChannel listen() throws IOException {
        // What an agent that was killed left is its successor's.
        ownFolder = !Files.exists(folder) || folder.equals(Sockets.usual().getParent());
        if (!Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        removeStale(address);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    private void removeStale(UnixDomainSocketAddress address) throws IOException {
        if (!Files.exists(socket)) {
            return;
        }
        try (SocketChannel other = SocketChannel.open(address)) {
            throw new IOException("another agent listens at " + other.getRemoteAddress());
        } catch (ConnectException e) {
            Files.delete(socket);
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                open.add(channel);
                Thread.ofPlatform().daemon().name("faultline-conversation").start(() -> converse(channel));
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.log(System.Logger.Level.WARNING, "a desktop could not join: {0}", e.toString());
                }
            }
        }
    }

    private void converse(SocketChannel channel) {
        try (channel) {
            Conversation conversation = new Conversation(
                    facts,
                    capture,
                    life,
                    new BufferedInputStream(Channels.newInputStream(channel)),
                    new BufferedOutputStream(Channels.newOutputStream(channel)));
            if (conversation.begin()) {
                heard.put(conversation, channel);
                Thread ear =
                        Thread.ofPlatform().daemon().name("faultline-ear").start(() -> hear(conversation, channel));
                conversation.tell();
                // What is closed before it was read to its end looks broken to the other side.
                channel.shutdownOutput();
                ear.join(FAREWELL);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "a desktop has gone: {0}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            aloneSince = System.nanoTime();
            open.remove(channel);
            synchronized (farewell) {
                farewell.notifyAll();
            }
        }
    }

    private void hear(Conversation conversation, SocketChannel channel) {
        try {
            conversation.hear();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "a desktop is not heard any more: {0}", e.toString());
            close(channel);
        } finally {
            heard.remove(conversation);
        }
    }

    /// Ends conversations with desktops that have gone without a word: the thread that tells them may be stuck
    /// in a write for ever. To be called now and then.
    void endSilent() {
        heard.forEach((conversation, channel) -> {
            if (conversation.silence().compareTo(patience) > 0) {
                LOG.log(System.Logger.Level.INFO, "a desktop has been silent for {0}", patience);
                close(channel);
            }
        });
    }

    private static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing: {0}", e.toString());
        }
    }

    /// For how long nobody has listened; zero while somebody does.
    Duration alone() {
        return open.isEmpty() ? Duration.ofNanos(System.nanoTime() - aloneSince) : Duration.ZERO;
    }

    /// Waits until all conversations are over, after the end of the capture.
    ///
    /// @param patience how long at most
    void awaitFarewells(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (farewell) {
            while (!open.isEmpty() && System.nanoTime() < end) {
                farewell.wait(100);
            }
        }
    }

    /// Ends all conversations, and removes the socket and the folder that was made for it.
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        if (ownFolder) {
            Files.deleteIfExists(folder);
        }
        open.forEach(AgentServer::close);
    }
}
