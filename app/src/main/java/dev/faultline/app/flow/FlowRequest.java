package dev.faultline.app.flow;

import dev.faultline.app.extract.FlowSelection;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which flow of which capture is wanted.
///
/// @param capture the file
/// @param selection chooses its packets
/// @param tcpStream Wireshark's number of the stream, or -1
/// @param client who opened the flow; null when only the packets can tell
/// @param server the other end; null when only the packets can tell
/// @param evidence frames that prove the finding the flow is looked at for; empty for none
/// @param loss where the finding says that packets were lost; null for nowhere
/// @param translated addresses that the flow has behind a translation, where the finding knows them and the
/// packets do not tell, as of UDP; else null
public record FlowRequest(
        Path capture,
        FlowSelection selection,
        int tcpStream,
        @Nullable Endpoint client,
        @Nullable Endpoint server,
        Set<Long> evidence,
        @Nullable LossPlace loss,
        @Nullable Leg translated) {

    public FlowRequest {
        evidence = Set.copyOf(evidence);
    }

    /// The flow that a finding is about.
    public static FlowRequest of(Path capture, Finding finding) {
        return new FlowRequest(
                capture,
                new FlowSelection.OfFindings(List.of(finding)),
                finding.tcpStream(),
                finding.src(),
                finding.dst(),
                finding.evidence().stream().map(Evidence::frame).collect(Collectors.toSet()),
                LossPlace.of(finding),
                translated(finding));
    }

    private static @Nullable Leg translated(Finding finding) {
        Endpoint src = finding.translatedSrc() == null ? finding.src() : finding.translatedSrc();
        Endpoint dst = finding.translatedDst() == null ? finding.dst() : finding.translatedDst();
        boolean known = finding.translatedSrc() != null || finding.translatedDst() != null;
        return known && finding.tcpStream() < 0 && src != null && dst != null ? new Leg(src, dst, -1) : null;
    }

    /// A TCP stream, by Wireshark's number.
    public static FlowRequest of(Path capture, int tcpStream) {
        return new FlowRequest(
                capture, new FlowSelection.OfStreams(Set.of(tcpStream)), tcpStream, null, null, Set.of(), null, null);
    }
}
