package dev.faultline.app.store;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known about a capture besides its findings; grows while it is read.
///
/// @param format of the capture (`pcap`, `pcapng`, …); empty while unknown
/// @param interfaces of the capture
/// @param packets read
/// @param bytes captured bytes read, without the file's own headers
/// @param captureStart time of the earliest packet, nanoseconds since the epoch; 0 for an empty capture
/// @param captureEnd time of the latest packet
/// @param tcpStreams as Wireshark counts
/// @param udpStreams UDP flows
/// @param undecoded packets with IP that could not be decoded to the end
/// @param dropped packets that the interface or the system dropped while capturing
/// @param anomalies how often each odd thing was met, by name
/// @param lossyCapture whether the capture itself lost packets, so that some findings say less
/// @param truncation where and why a damaged or cut file ended early, or null
/// @param warnings what a reader of the findings should know, in sentences
public record SessionReport(
        String format,
        List<CaptureInterface> interfaces,
        long packets,
        long bytes,
        long captureStart,
        long captureEnd,
        int tcpStreams,
        int udpStreams,
        long undecoded,
        long dropped,
        Map<String, Long> anomalies,
        boolean lossyCapture,
        @Nullable Truncation truncation,
        List<String> warnings) {

    /// Nothing read yet.
    public static final SessionReport EMPTY =
            new SessionReport("", List.of(), 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), false, null, List.of());

    public SessionReport {
        interfaces = List.copyOf(interfaces);
        anomalies = Map.copyOf(anomalies);
        warnings = List.copyOf(warnings);
    }
}
