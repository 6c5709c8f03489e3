package dev.faultline.app.live;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A feed whose connections a test prepares, and whose clock it sets.
final class ScriptedFeed implements PacketFeed {
    final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    /// Counts down when it is opened first.
    final CountDownLatch opening = new CountDownLatch(1);

    private final FeedPlace place;
    private final BlockingQueue<Object> openings = new LinkedBlockingQueue<>();

    ScriptedFeed(FeedPlace place) {
        this.place = place;
    }

    /// The next time it is opened, this connection comes.
    Connection connects() {
        Connection connection = new Connection();
        openings.add(connection);
        return connection;
    }

    /// The next time it is opened, that fails.
    void fails(String why, boolean lasting) {
        openings.add(new FeedException(why, lasting));
    }

    void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /// Ticks as often as asked, and waits for nothing.
    FeedPace pace() {
        return new FeedPace(
                clock::get,
                Duration.ofMillis(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                attempt -> Duration.ZERO);
    }

    @Override
    public FeedPlace place() {
        return place;
    }

    @Override
    public FeedConnection open(Consumer<FeedState> progress) throws FeedException, InterruptedException {
        opening.countDown();
        Object next = openings.take();
        if (next instanceof FeedException failure) {
            throw failure;
        }
        return (Connection) next;
    }

    final class Connection implements FeedConnection {
        private final BlockingQueue<Object> parts = new LinkedBlockingQueue<>();
        private volatile FeedEnd end = FeedEnd.ORDERLY;
        private volatile long sign = clock.get();
        private volatile boolean closed;
        private volatile long dropped;

        Connection sends(byte[] bytes) {
            sign = clock.get();
            parts.add(bytes);
            return this;
        }

        Connection sends(PcapBytes capture, int from, int to) {
            for (int i = from; i < to; i++) {
                sends(capture.records().get(i));
            }
            return this;
        }

        /// The far end is alive now.
        void signs() {
            sign = clock.get();
        }

        /// The far end says how many packets it has dropped so far.
        void drops(long packets) {
            dropped = packets;
        }

        @Override
        public long dropped() {
            return dropped;
        }

        /// The far end closes the stream; `how` tells why.
        void ends(FeedEnd how) {
            end = how;
            parts.add(how);
        }

        /// The stream breaks.
        void breaks(String why) {
            end = FeedEnd.broken("");
            parts.add(new IOException(why));
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public InputStream packets() {
            return new Parts();
        }

        @Override
        public Duration clockOffset() {
            return Duration.ZERO;
        }

        @Override
        public long lastSign() {
            return sign;
        }

        @Override
        public FeedEnd end() {
            return end;
        }

        @Override
        public void close() {
            closed = true;
            parts.add(FeedEnd.ORDERLY);
        }

        private final class Parts extends InputStream {
            private byte[] part = new byte[0];
            private int at;
            private @Nullable Object last;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                while (at == part.length && last == null) {
                    Object next = take();
                    if (next instanceof byte[] bytes) {
                        part = bytes;
                        at = 0;
                    } else {
                        last = next;
                    }
                }
                if (last instanceof IOException failure) {
                    throw failure;
                }
                if (last != null) {
                    return -1;
                }
                int count = Math.min(length, part.length - at);
                System.arraycopy(part, at, into, offset, count);
                at += count;
                return count;
            }

            private Object take() throws IOException {
                try {
                    return parts.take();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }
}
