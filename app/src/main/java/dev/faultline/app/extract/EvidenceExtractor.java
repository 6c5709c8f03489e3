package dev.faultline.app.extract;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Writes the packets of flows, with the ICMP errors that quote them, to a pcapng of their own.
public final class EvidenceExtractor {

    /// @param limits caps on memory, the same as in the analysis that made the findings
    public EvidenceExtractor(Limits limits) {}

    /// What to write where.
    ///
    /// @param capture the capture that the findings are of
    /// @param selection the flows to take
    /// @param comments findings to write as comments on the packets that prove them
    /// @param target the file to write; it appears at once when it is complete
    /// @param replace whether `target` may exist already
    public record Request(
            Path capture, FlowSelection selection, List<Finding> comments, Path target, boolean replace) {}

    /// What was written.
    ///
    /// @param file the file
    /// @param packets number of packets in it
    /// @param bytes its size
    /// @param firstEvidence number in `file` of the first frame that proves one of the findings, from 1; 0 for
    /// none
    public record Extract(Path file, long packets, long bytes, long firstEvidence) {}

    /// Reads the capture once and writes the packets.
    ///
    /// @param cancelled asked often; true gives up and leaves nothing behind
    /// @throws java.nio.file.FileAlreadyExistsException when `target` exists and may not be replaced
    /// @throws java.util.concurrent.CancellationException when it was cancelled
    public Extract extract(Request request, BooleanSupplier cancelled) throws IOException {
        throw new UnsupportedOperationException(request + " " + cancelled);
    }
}
