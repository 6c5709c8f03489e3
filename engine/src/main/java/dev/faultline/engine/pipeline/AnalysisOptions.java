package dev.faultline.engine.pipeline;

import dev.faultline.engine.common.Limits;
import java.time.Duration;

/// What an analysis is asked to do.
///
/// @param identity names the capture for the ids of its findings: the same for the same capture wherever it
/// lies
/// @param limits caps on memory
/// @param staleTimeout silence after which a connection with something outstanding counts as stale
/// @param wiresharkFlags whether [AnalysisListener#onFlags] and [AnalysisListener#onStream] are wanted
/// @param threads 1 to read and analyse on the caller's thread; more to read on one of its own
public record AnalysisOptions(
        String identity, Limits limits, Duration staleTimeout, boolean wiresharkFlags, int threads) {

    /// The defaults for a capture of that identity.
    public static AnalysisOptions of(String identity) {
        return new AnalysisOptions(identity, Limits.DEFAULT, Duration.ofSeconds(10), false, 2);
    }
}
