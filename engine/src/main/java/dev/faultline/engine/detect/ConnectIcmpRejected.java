package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.icmp.IcmpMeaning;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.FrameLog;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.QuotedTcp;
import dev.faultline.engine.tcp.QuotedTcp.Proof;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.time.Duration;

/// `tcp.connect.icmp_rejected`: a SYN that is answered by an ICMP error, which then is part of this finding.
final class ConnectIcmpRejected implements TcpObserver, TcpErrorListener {
    private final FindingBook book;

    ConnectIcmpRejected(FindingBook book) {
        this.book = book;
    }

    @Override
    public void onIcmpError(Packet packet, QuotedTcp quoted, OpenFinding error) {
        TcpConnection connection = quoted.connection();
        boolean opening = connection.phase() == Phase.SYN_SENT && connection.isClient(quoted.sender());
        if (!opening || !isRejection(error.kind()) || quoted.proof() == Proof.OUTSIDE) {
            return;
        }
        OpenFinding finding = book.open(connection, FindingKind.TCP_CONNECT_ICMP_REJECTED, 0);
        if (finding.count() == 0) {
            firstSyn(finding, connection);
            describe(finding, packet, quoted, error);
        }
        finding.occurred(packet);
        error.partOf(finding);
        OpenFinding noReply = ConnectNoReply.find(book, connection);
        if (noReply != null) {
            noReply.partOf(finding);
        }
    }

    /// What the client waited is counted from there, so it belongs to the evidence.
    private static void firstSyn(OpenFinding finding, TcpConnection connection) {
        FrameLog syns = connection.repeatedSyns();
        if (syns != null) {
            finding.evidence(syns.frame(0), syns.position(0));
        }
    }

    private static boolean isRejection(FindingKind kind) {
        return kind == FindingKind.ICMP_DESTINATION_UNREACHABLE
                || kind == FindingKind.ICMP_TIME_EXCEEDED
                || kind == FindingKind.ICMP_PARAMETER_PROBLEM;
    }

    private static void describe(OpenFinding finding, Packet packet, QuotedTcp quoted, OpenFinding error) {
        IcmpMessage icmp = packet.icmp();
        TcpEnd client = quoted.sender();
        IcmpMeaning meaning = IcmpMeaning.of(icmp.version(), icmp.type(), icmp.code());
        finding.severity(error.severity())
                .blame(Blame.REPORTER)
                .reporter(packet.ip().src())
                .evidence(client.lastFrame(), client.lastPosition())
                .fact("icmp.name", meaning.name())
                .fact("icmp.type", icmp.type())
                .fact("icmp.code", icmp.code())
                .fact("ttl", packet.ip().ttl());
        copyFact("delay", error, finding);
        copyFact(Explainer.VARIANT, error, finding);
        if (quoted.proof() != Proof.SYN) {
            finding.confidence(Confidence.MEDIUM, TcpTexts.REASON_NO_SEQUENCE);
        }
    }

    private static void copyFact(String name, OpenFinding from, OpenFinding to) {
        Object fact = from.fact(name);
        if (fact != null) {
            to.fact(name, fact);
        }
    }

    /// The rejection was not the last word.
    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        OpenFinding known = book.find(connection, FindingKind.TCP_CONNECT_ICMP_REJECTED, 0);
        if (known != null && packet.tcp().has(TcpHeader.SYN)) {
            known.severity(Severity.WARNING)
                    .fact(
                            "answeredAfter",
                            Duration.ofNanos(
                                    packet.timestamp() - connection.clientEnd().synTime()))
                    .note(TcpTexts.NOTE_ANSWERED_LATE)
                    .evidence(packet.frame(), packet.position());
        }
    }
}
