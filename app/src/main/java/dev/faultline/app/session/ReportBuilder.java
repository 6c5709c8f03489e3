package dev.faultline.app.session;

import dev.faultline.app.store.SessionReport;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import dev.faultline.engine.pipeline.AnalysisResult;
import dev.faultline.engine.pipeline.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sums up the captures of a session. Used by one thread.
public final class ReportBuilder {
    private final boolean several;
    private final Set<String> formats = new LinkedHashSet<>();
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private final Map<String, Long> anomalies = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private long packets;
    private long bytes;
    private long start;
    private long end;
    private int tcpStreams;
    private int udpStreams;
    private long undecoded;
    private long dropped;
    private boolean lossy;
    private @Nullable Truncation truncation;

    /// @param several whether the session has several captures, so that a warning must name its own
    public ReportBuilder(boolean several) {
        this.several = several;
    }

    /// A capture was analysed, to its end or not.
    ///
    /// @param name of the capture, for its warnings
    public void add(String name, AnalysisResult result) {
        CaptureStatistics capture = result.capture();
        formats.add(result.format());
        interfaces.addAll(result.interfaces());
        addCounts(capture);
        addTimes(result.captureStart(), result.captureEnd());
        tcpStreams += result.tcpStreams();
        udpStreams += result.udpStreams();
        undecoded += result.undecoded();
        lossy |= result.lossyCapture();
        result.anomalies().forEach((anomaly, count) -> anomalies.merge(anomaly, count, Long::sum));
        capture.warnings().forEach(warning -> warn(name, warning));
        result.warnings().forEach(warning -> warn(name, warning));
        if (capture.truncation() != null) {
            truncate(name, capture.truncation());
        }
    }

    /// A capture failed on the way, or is not at its end; what it told last is all that is known.
    public void add(Progress last) {
        addCounts(last.capture());
        addTimes(last.captureStart(), last.captureEnd());
    }

    private void addCounts(CaptureStatistics capture) {
        packets += capture.packets();
        bytes += capture.bytes();
        dropped += capture.droppedByInterface() + capture.droppedByKernel();
    }

    private void addTimes(long from, long to) {
        if (from != 0) {
            start = start == 0 ? from : Math.min(start, from);
            end = Math.max(end, to);
        }
    }

    private void truncate(String name, Truncation met) {
        if (truncation == null) {
            truncation = met;
        } else {
            warn(name, met.reason());
        }
    }

    private void warn(String name, String warning) {
        warnings.add(several ? name + ": " + warning : warning);
    }

    /// A remark about the session as a whole.
    public void warn(String warning) {
        warnings.add(warning);
    }

    /// What is known now, without the capture that is being read.
    public SessionReport build() {
        return build(packets, bytes, start, end);
    }

    /// What is known now.
    ///
    /// @param running of the capture that is being read
    SessionReport build(Progress running) {
        long from = running.captureStart();
        return build(
                packets + running.capture().packets(),
                bytes + running.capture().bytes(),
                start == 0 ? from : from == 0 ? start : Math.min(start, from),
                Math.max(end, running.captureEnd()));
    }

    private SessionReport build(long allPackets, long allBytes, long first, long last) {
        return new SessionReport(
                String.join(", ", formats),
                interfaces,
                allPackets,
                allBytes,
                first,
                last,
                tcpStreams,
                udpStreams,
                undecoded,
                dropped,
                anomalies,
                lossy,
                truncation,
                warnings);
    }
}
