package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import java.io.IOException;

/// The batches of a source, one after the other.
sealed interface Batches extends AutoCloseable permits ReadAhead, Batches.OnCallersThread {
    /// Raw bytes of one batch: some large reads, small enough to stay in the processor's cache.
    int BATCH_BYTES = 512 << 10;

    int BATCH_PACKETS = 8192;

    /// What [#next] came to.
    enum Next {
        BATCH,
        NOTHING_YET,
        END
    }

    /// Moves on to the next batch; the one before is given back.
    ///
    /// @param nanos how long to wait at most, where waiting can be cut short
    /// @throws IOException when the source failed
    Next next(long nanos) throws IOException;

    /// The batch that [#next] moved on to.
    PacketBatch batch();

    @Override
    void close();

    static PacketBatch newBatch() {
        return new PacketBatch(BATCH_BYTES, BATCH_PACKETS);
    }

    /// Reads where it is asked to; cannot cut a wait short.
    final class OnCallersThread implements Batches {
        private final CaptureSource source;
        private final PacketBatch batch = newBatch();

        OnCallersThread(CaptureSource source) {
            this.source = source;
        }

        @Override
        public Next next(long nanos) throws IOException {
            return source.read(batch) ? Next.BATCH : Next.END;
        }

        @Override
        public PacketBatch batch() {
            return batch;
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
