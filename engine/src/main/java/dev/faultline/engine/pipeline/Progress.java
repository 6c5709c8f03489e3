package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureStatistics;

/// How far an analysis is.
///
/// @param capture what was read and lost until now
/// @param analysed packets that went through all stages
/// @param captureStart time of the earliest packet, nanoseconds since the epoch; 0 before the first
/// @param captureEnd time of the latest packet
/// @param flows TCP and UDP flows tracked now; -1 when that is not known
/// @param nanos time since the analysis began
public record Progress(
        CaptureStatistics capture, long analysed, long captureStart, long captureEnd, long flows, long nanos) {}
