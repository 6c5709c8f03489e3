package dev.faultline.app;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import dev.faultline.engine.pipeline.AnalysisResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Results of analyses for tests.
public final class Results {
    private Results() {}

    /// Of a whole capture of some seconds.
    public static AnalysisResult whole() {
        return of(8133, null, false);
    }

    /// Of a capture without packets.
    public static AnalysisResult empty() {
        return of(0, null, false);
    }

    /// Of a capture cut short.
    public static AnalysisResult truncated() {
        return of(8133, new Truncation(5_540_024, 8133, "the last record is cut."), false);
    }

    /// Of an analysis that was stopped.
    public static AnalysisResult interrupted() {
        return of(8133, null, true);
    }

    private static AnalysisResult of(long packets, @Nullable Truncation truncation, boolean cancelled) {
        long start = Findings.start();
        return new AnalysisResult(
                "pcap",
                List.of(new CaptureInterface(0, "", "", 1, 262_144)),
                new CaptureStatistics(packets, 5_540_000, 5_670_152, 5_670_152, 0, 0, 0, truncation, List.of()),
                packets == 0 ? 0 : start,
                packets == 0 ? 0 : start + 12_500_000_000L,
                packets == 0 ? 0 : 211,
                packets == 0 ? 0 : 1,
                0,
                Map.of("malformed", 2L),
                false,
                List.of(),
                cancelled,
                12_345_678);
    }
}
