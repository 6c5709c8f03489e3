package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a source on a thread of its own, a few batches ahead of the one who analyses them. Batches go round:
/// the reader waits when all are full.
///
/// A reader that is stuck in its source (standard input with nothing to say) does not hold up [#close()]; it
/// ends, and frees the batches, when the source lets go of it.
final class ReadAhead implements Batches {
    private static final int BATCHES = 4;

    private final CaptureSource source;
    private final List<PacketBatch> all;
    private final BlockingQueue<PacketBatch> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Delivery> full = new ArrayBlockingQueue<>(BATCHES + 1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Thread reader;
    private @Nullable PacketBatch lent;

    private sealed interface Delivery {
        record Filled(PacketBatch batch) implements Delivery {}

        record Ended() implements Delivery {}

        record Failed(Throwable cause) implements Delivery {}
    }

    ReadAhead(CaptureSource source) {
        this.source = source;
        all = Stream.generate(Batches::newBatch).limit(BATCHES).toList();
        free.addAll(all);
        reader = Thread.ofPlatform().name("faultline-reader").daemon().start(this::work);
    }

    private void work() {
        try {
            full.put(readToEnd());
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.forEach(PacketBatch::close);
        }
    }

    private Delivery readToEnd() throws InterruptedException {
        try {
            while (released.getCount() > 0) {
                PacketBatch batch = free.take();
                if (!source.read(batch)) {
                    break;
                }
                full.put(new Delivery.Filled(batch));
            }
            return new Delivery.Ended();
        } catch (IOException | RuntimeException | Error e) {
            return new Delivery.Failed(e);
        }
    }

    @Override
    public Next next(long nanos) throws IOException {
        if (lent != null) {
            free.add(lent);
            lent = null;
        }
        Delivery delivery;
        try {
            delivery = full.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Next.END;
        }
        return switch (delivery) {
            case null -> Next.NOTHING_YET;
            case Delivery.Filled(PacketBatch batch) -> {
                lent = batch;
                yield Next.BATCH;
            }
            case Delivery.Ended() -> Next.END;
            case Delivery.Failed(IOException cause) -> throw cause;
            case Delivery.Failed(Throwable cause) -> throw new IOException(cause.toString(), cause);
        };
    }

    @Override
    public PacketBatch batch() {
        if (lent == null) {
            throw new IllegalStateException("no batch is lent");
        }
        return lent;
    }

    @Override
    public void close() {
        released.countDown();
        reader.interrupt();
    }
}
