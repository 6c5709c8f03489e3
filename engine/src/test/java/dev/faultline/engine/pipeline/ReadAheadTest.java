package dev.faultline.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ReadAheadTest {

    @Test
    void analysisSeesEveryPacketOnceWithEitherNumberOfThreads() throws IOException {
        for (int threads = 1; threads <= 2; threads++) {
            AnalysisResult result = Analysis.run(new Numbered(50, 300), options(threads), new Quiet());

            assertThat(result.captureStart()).isEqualTo(1);
            assertThat(result.captureEnd()).isEqualTo(50 * 300);
            assertThat(result.anomalies()).containsEntry("unknown_link_type", 50 * 300L);
        }
    }

    @Test
    void failureOfTheSourceReachesTheCallerAfterAllThatWasRead() {
        Numbered source = new Numbered(3, 10) {
            @Override
            public boolean read(PacketBatch batch) throws IOException {
                if (super.read(batch)) {
                    return true;
                }
                throw new IOException("disk on fire");
            }
        };
        long[] analysed = new long[1];

        assertThatThrownBy(() -> Analysis.run(source, options(2), new Quiet() {
                    @Override
                    public void onProgress(Progress progress) {
                        analysed[0] = progress.analysed();
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk on fire");
        assertThat(analysed[0]).isEqualTo(30);
    }

    @Test
    void cancellingEndsAnAnalysisWhoseSourceIsStuck() throws IOException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch freed = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        Numbered source = new Numbered(1, 10) {
            @Override
            public boolean read(PacketBatch batch) throws IOException {
                if (super.read(batch)) {
                    return true;
                }
                stuck.countDown();
                awaitUninterruptibly(freed);
                return false;
            }
        };

        AnalysisResult result = Analysis.run(source, options(2), new Quiet() {
            @Override
            public void onProgress(Progress progress) {
                cancelled.set(progress.analysed() == 10 && stuck.getCount() == 0);
            }

            @Override
            public boolean isCancelled() {
                return cancelled.get();
            }
        });

        assertThat(result.cancelled()).isTrue();
        assertThat(result.captureEnd()).isEqualTo(10);
        freed.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // a source that does not heed interruption
            }
        }
    }

    private static AnalysisOptions options(int threads) {
        AnalysisOptions defaults = AnalysisOptions.of("test");
        return new AnalysisOptions("test", defaults.limits(), defaults.staleTimeout(), false, threads);
    }

    private static class Quiet implements AnalysisListener {
        @Override
        public void onFinding(Finding finding) {}
    }

    /// Packets of an unknown link type with timestamps 1, 2, 3, …
    private static class Numbered implements CaptureSource {
        private final int batches;
        private final int packets;
        private long number;

        Numbered(int batches, int packets) {
            this.batches = batches;
            this.packets = packets;
        }

        @Override
        public boolean read(PacketBatch batch) throws IOException {
            batch.clear();
            if (number == (long) batches * packets) {
                return false;
            }
            for (int i = 0; i < packets; i++) {
                number++;
                batch.add(number, 0, 60, 60, number, 0, 9999, -1);
            }
            return true;
        }

        @Override
        public String format() {
            return "numbered";
        }

        @Override
        public List<CaptureInterface> interfaces() {
            return List.of();
        }

        @Override
        public CaptureStatistics statistics() {
            return new CaptureStatistics(number, 0, 0, -1, 0, 0, 0, null, List.of());
        }

        @Override
        public void close() {}
    }
}
