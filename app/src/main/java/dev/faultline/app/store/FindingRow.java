package dev.faultline.app.store;

import dev.faultline.app.names.AddressName;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One row of the table: a finding, or several of the same kind (of ICMP also the same type and code) between
/// the same client address and the same server address and port, folded into one.
///
/// @param fold what its findings have in common: the same for the same row at every query of a session
/// @param findingId the finding that stands for the row: the gravest, of those the first
/// @param title words it is called by
/// @param kind of all its findings
/// @param severity the gravest
/// @param state [FindingState#FINAL] if any of its findings is
/// @param confidence the highest
/// @param first time of the earliest packet of any, nanoseconds since the epoch
/// @param last time of the latest
/// @param flows number of findings in it, each of another flow; 1 for a single finding
/// @param count occurrences over all of them
/// @param transport of the flow
/// @param src the client, with [Endpoint#NO_PORT] when folded; null for a finding about the capture as a whole
/// @param dst the server; null for a finding about the capture as a whole
/// @param blame what all agree on; null where they differ
/// @param reporter who reported it, if one and the same for all
/// @param tcpStream of a single finding, else -1
/// @param hasParts whether further findings are part of this (single) finding
/// @param request what was asked and what came of it, of the finding that stands for the row; null where there
/// is no request
/// @param elapsed how long that took, in nanoseconds; null where that is not known
/// @param srcName what the client was called then
/// @param dstName what the server was called then
/// @param capture the file that its packets are in; a session of several files has rows of several
public record FindingRow(
        long fold,
        String findingId,
        String title,
        FindingKind kind,
        Severity severity,
        FindingState state,
        Confidence confidence,
        long first,
        long last,
        long flows,
        long count,
        Transport transport,
        @Nullable Endpoint src,
        @Nullable Endpoint dst,
        @Nullable Blame blame,
        @Nullable IpAddress reporter,
        int tcpStream,
        boolean hasParts,
        @Nullable String request,
        @Nullable Long elapsed,
        AddressName srcName,
        AddressName dstName,
        Path capture) {

    /// Whether it stands for several findings; they come from [FindingView#members].
    public boolean isFolded() {
        return flows > 1;
    }
}
