package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// One run over one capture, from packets to findings.
public final class Analysis {
    private static final long WAIT = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PROGRESS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TRAFFIC = TimeUnit.SECONDS.toNanos(1);
    private static final int PACKETS_BETWEEN_LOOKS = 1024;

    private final CaptureSource source;
    private final AnalysisListener listener;
    private final Stages stages;
    private final long start = System.nanoTime();
    private long told = start;
    private long counted = start;
    private boolean cancelled;

    private Analysis(CaptureSource source, AnalysisOptions options, AnalysisListener listener) {
        this.source = source;
        this.listener = listener;
        stages = new Stages(source, options, listener);
    }

    /// Reads `source` to its end and tells `listener` what is found. Does not close the source.
    ///
    /// @throws IOException when the source fails; everything found until then has been told
    public static AnalysisResult run(CaptureSource source, AnalysisOptions options, AnalysisListener listener)
            throws IOException {
        try (Batches batches = options.threads() > 1 ? new ReadAhead(source) : new Batches.OnCallersThread(source)) {
            return new Analysis(source, options, listener).run(batches);
        }
    }

    private AnalysisResult run(Batches batches) throws IOException {
        try {
            work(batches);
        } finally {
            stages.end();
            listener.onTraffic(stages.traffic());
            tellProgress();
        }
        return stages.result(cancelled, System.nanoTime() - start);
    }

    private void work(Batches batches) throws IOException {
        while (!isCancelled()) {
            switch (batches.next(WAIT)) {
                case BATCH -> {
                    accept(batches.batch());
                    stages.flush();
                }
                case NOTHING_YET -> {}
                case END -> {
                    return;
                }
            }
            if (System.nanoTime() - told > PROGRESS) {
                tellProgress();
            }
        }
    }

    private void accept(PacketBatch batch) {
        if (batch.blindFrom() != PacketBatch.NO_TIME) {
            stages.blind(batch.blindFrom(), batch.blindUntil());
        }
        for (int i = 0; i < batch.size(); i++) {
            if (i % PACKETS_BETWEEN_LOOKS == PACKETS_BETWEEN_LOOKS - 1 && isCancelled()) {
                return;
            }
            stages.accept(batch, i);
        }
        if (batch.quietUntil() != PacketBatch.NO_TIME) {
            stages.quiet(batch.quietUntil());
        }
    }

    private boolean isCancelled() {
        cancelled = cancelled || listener.isCancelled();
        return cancelled;
    }

    private void tellProgress() {
        told = System.nanoTime();
        if (told - counted > TRAFFIC) {
            counted = told;
            listener.onTraffic(stages.traffic());
        }
        listener.onProgress(stages.progress(source.statistics(), told - start));
    }
}
