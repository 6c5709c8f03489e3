package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics;
import java.util.List;
import java.util.Map;

/// What an analysis comes to at its end, besides its findings.
///
/// @param format of the capture
/// @param interfaces all interfaces of the capture
/// @param capture what was read and lost
/// @param captureStart time of the earliest packet, nanoseconds since the epoch; 0 for an empty capture
/// @param captureEnd time of the latest packet
/// @param tcpStreams number of TCP streams, as Wireshark counts
/// @param udpStreams number of UDP flows
/// @param undecoded packets with IP that could not be decoded to the end
/// @param anomalies how often each odd thing was met, by name
/// @param lossyCapture whether the capture itself lost packets, so that some findings say less
/// @param warnings what a reader of the findings should know, in sentences
/// @param cancelled whether the listener stopped it
/// @param nanos how long it took
public record AnalysisResult(
        String format,
        List<CaptureInterface> interfaces,
        CaptureStatistics capture,
        long captureStart,
        long captureEnd,
        int tcpStreams,
        int udpStreams,
        long undecoded,
        Map<String, Long> anomalies,
        boolean lossyCapture,
        List<String> warnings,
        boolean cancelled,
        long nanos) {}
