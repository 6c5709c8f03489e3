package dev.faultline.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Carries bytes between a pair of streams and the running agent. Ends when either side ends, or when nothing
/// at all was heard from the desktop for a while: a process whose desktop has gone may be stuck in a write for
/// ever, and nobody else ends it.
final class Attachment {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long LOOK_MILLIS = 500;

    private final InputStream fromDesktop;
    private final WritableByteChannel toDesktop;
    private final SocketChannel agent;
    private final Duration patience;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long heard = System.nanoTime();

    /// @param patience silence after which the desktop counts as gone
    /// @throws IOException when no agent runs there
    Attachment(Path socket, InputStream fromDesktop, OutputStream toDesktop, Duration patience) throws IOException {
        this.fromDesktop = fromDesktop;
        this.toDesktop = Channels.newChannel(toDesktop);
        this.patience = patience;
        agent = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /// Carries until the end. Threads may still hang in a stream then: the process should exit.
    ///
    /// @return whether it ended because a side closed its stream, not for silence
    boolean carry() throws InterruptedException, IOException {
        Thread.ofPlatform().daemon().name("to-agent").start(() -> ending(this::carryToAgent));
        Thread.ofPlatform().daemon().name("to-desktop").start(() -> ending(this::carryToDesktop));
        boolean closed = over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        while (!closed && System.nanoTime() - heard < patience.toNanos()) {
            closed = over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        agent.close();
        return closed;
    }

    /// Something that carries bytes until a stream ends.
    private interface Carrying {
        void run() throws IOException;
    }

    private void ending(Carrying carrying) {
        try {
            carrying.run();
        } catch (IOException e) {
            // The other side has gone: that is the end, too.
            System.getLogger(Attachment.class.getName()).log(System.Logger.Level.DEBUG, "{0}", e.toString());
        } finally {
            over.countDown();
        }
    }

    private void carryToAgent() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int read = fromDesktop.read(buffer);
        while (read >= 0) {
            heard = System.nanoTime();
            write(agent, ByteBuffer.wrap(buffer, 0, read));
            read = fromDesktop.read(buffer);
        }
    }

    private void carryToDesktop() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (agent.read(buffer) >= 0) {
            write(toDesktop, buffer.flip());
            buffer.clear();
        }
    }

    private static void write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
