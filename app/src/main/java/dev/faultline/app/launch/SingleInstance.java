package dev.faultline.app.launch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a second start of the program hand its files to the one that runs. They meet at a Unix domain socket in
/// a folder that only the user may enter; nothing listens on the network.
public final class SingleInstance implements AutoCloseable {
    /// What the second one wants.
    ///
    /// @param wish what is to be opened
    /// @param files absolute paths; none to show the window only, and none for the demo
    public record Request(Wish wish, List<Path> files) {
        public Request {
            files = List.copyOf(files);
        }

        /// Nothing but the window when there are no files.
        static Request of(List<Path> files) {
            return new Request(Wish.FILES, files);
        }

        static Request ofDemo() {
            return new Request(Wish.DEMO, List.of());
        }
    }

    /// What is to be opened. Goes over the socket by its name.
    public enum Wish {
        /// Files, each for itself.
        FILES,
        DEMO,
        /// Files as several views of one network.
        TOGETHER
    }

    private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);
    private static final int MAX_FILES = 1000;
    private static final int TAKEN = 1;
    private static final long PATIENCE_SECONDS = 3;

    private final Path folder;
    private final Path socket;
    private final Consumer<Request> taker;
    private volatile @Nullable ServerSocketChannel server;

    /// @param folder where they meet; made private to the user
    /// @param taker takes what a second start wants, on a thread of this class
    public SingleInstance(Path folder, Consumer<Request> taker) {
        this.folder = folder;
        socket = socketIn(folder);
        this.taker = taker;
    }

    /// Hands a request to the program that runs.
    ///
    /// @return false when none runs or it does not answer
    public static boolean handOver(Path folder, Request request) {
        Path socket = socketIn(folder);
        if (!Files.exists(socket)) {
            return false;
        }
        // A program that hangs must not make this one hang: the wait for its answer ends.
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> answer.complete(ask(socket, request)));
        return answer.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static Path socketIn(Path folder) {
        return folder.resolve("window.socket");
    }

    private static boolean ask(Path socket, Request request) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
                DataInputStream in = new DataInputStream(Channels.newInputStream(channel))) {
            out.writeUTF(request.wish().name());
            out.writeInt(request.files().size());
            for (Path file : request.files()) {
                out.writeUTF(file.toString());
            }
            out.flush();
            return in.read() == TAKEN;
        } catch (IOException e) {
            return false; // left behind by a program that ended
        }
    }

    /// Takes requests from now on. Without a place for the socket there is simply no handing over.
    public void listen() {
        try {
            makePrivate(folder);
            Files.deleteIfExists(socket);
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            opened.bind(UnixDomainSocketAddress.of(socket));
            server = opened;
            Thread.ofVirtual().name("single-instance").start(() -> serve(opened));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            LOG.info("A second start will open a window of its own: {}", e.toString());
        }
    }

    private void serve(ServerSocketChannel opened) {
        while (opened.isOpen()) {
            try (SocketChannel channel = opened.accept();
                    DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
                    DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel))) {
                taker.accept(read(in));
                out.write(TAKEN);
            } catch (IOException e) {
                if (opened.isOpen()) {
                    LOG.info("A second start could not hand over: {}", e.toString());
                }
            }
        }
    }

    private static Request read(DataInputStream in) throws IOException {
        Wish wish = wish(in.readUTF());
        int count = in.readInt();
        if (count < 0 || count > MAX_FILES) {
            throw new IOException("a request of " + count + " files");
        }
        List<Path> files = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            files.add(FileSystems.getDefault().getPath(in.readUTF()));
        }
        return new Request(wish, files);
    }

    private static Wish wish(String name) throws IOException {
        try {
            return Wish.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("a request for " + name, e);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Override
    public void close() {
        ServerSocketChannel opened = server;
        if (opened != null) {
            try {
                opened.close();
                Files.deleteIfExists(socket);
            } catch (IOException e) {
                LOG.info("The socket stays behind: {}", e.toString());
            }
        }
    }
}
