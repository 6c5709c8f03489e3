package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureSource;
import java.io.IOException;

/// One run over one capture, from packets to findings.
public final class Analysis {
    private Analysis() {}

    /// Reads `source` to its end and tells `listener` what is found. Does not close the source.
    ///
    /// @throws IOException when the source fails; everything found until then has been told
    public static AnalysisResult run(CaptureSource source, AnalysisOptions options, AnalysisListener listener)
            throws IOException {
        throw new UnsupportedOperationException();
    }
}
