package dev.faultline.app.cli;

import dev.faultline.app.export.FileReport;
import dev.faultline.app.export.LiveReport;
import dev.faultline.app.export.WiresharkFlags;
import dev.faultline.app.names.NameIndex;
import dev.faultline.app.names.NamedCondition;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisListener;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.engine.pipeline.AnalysisResult;
import dev.faultline.engine.pipeline.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One capture on its way to a report: keeps the latest state of each finding, and hands it to a live report at
/// once when there is one.
final class CaptureAnalysis implements AnalysisListener {
    private final Predicate<Finding> wanted;
    private final @Nullable LiveReport live;
    private final @Nullable ProgressLine progressLine;
    private final BooleanSupplier cancelled;
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<String, Finding> written = new HashMap<>();
    private final WiresharkFlags flags = new WiresharkFlags();
    private final NameIndex names = new NameIndex();

    /// @param wanted chooses the findings to show
    /// @param live takes findings as they are made, or null
    /// @param progressLine shows how far it is, or null
    CaptureAnalysis(
            Predicate<Finding> wanted,
            @Nullable LiveReport live,
            @Nullable ProgressLine progressLine,
            BooleanSupplier cancelled) {
        this.wanted = NamedCondition.with(wanted, names);
        this.live = live;
        this.progressLine = progressLine;
        this.cancelled = cancelled;
    }

    /// Analyses `source` to its end.
    ///
    /// @param name as the report should call it
    /// @throws UncheckedIOException when the live report cannot be written
    FileReport run(String name, CaptureSource source, AnalysisOptions options) throws IOException {
        if (live != null) {
            live.names(names);
        }
        AnalysisResult result = Analysis.run(source, options, this);
        FileReport report = FileReport.of(name, findings.values(), wanted, flags, result);
        if (live != null) {
            writing(() -> writeRest(live, report));
        }
        return report;
    }

    private void writeRest(LiveReport to, FileReport report) throws IOException {
        for (Finding finding : report.shown()) {
            if (!finding.equals(written.get(finding.id()))) {
                to.write(finding);
            }
        }
        to.end(report);
    }

    /// What addresses are called in the capture; grows while it is analysed.
    NameIndex names() {
        return names;
    }

    @Override
    public void onAddress(String name, IpAddress address, long time) {
        names.answered(name, address, time);
    }

    @Override
    public void onFinding(Finding finding) {
        findings.put(finding.id(), finding);
        if (live != null && wanted.test(finding) && isNews(finding, written.get(finding.id()))) {
            writing(() -> live.write(finding));
            written.put(finding.id(), finding);
        }
    }

    /// Whether more has changed than counts and times, which are told at the end.
    static boolean isNews(Finding finding, @Nullable Finding before) {
        return before == null
                || finding.severity() != before.severity()
                || finding.state() != before.state()
                || finding.blame() != before.blame()
                || !finding.vantage().equals(before.vantage())
                || !finding.lostBetween().equals(before.lostBetween())
                || !Objects.equals(finding.partOf(), before.partOf());
    }

    @Override
    public void onProgress(Progress progress) {
        if (progressLine != null) {
            progressLine.show(progress, findings.size());
        }
    }

    @Override
    public void onFlags(long frame, int tcpStream, int frameFlags) {
        if (live == null) {
            flags.add(frame, tcpStream, frameFlags);
        } else {
            writing(() -> live.write(frame, tcpStream, frameFlags));
        }
    }

    @Override
    public void onStream(int tcpStream, int completeness, String zeekState, String zeekHistory) {
        flags.add(new WiresharkFlags.Stream(tcpStream, completeness, zeekState, zeekHistory));
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void writing(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
