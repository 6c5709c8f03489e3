package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.TCP_RESET_ABORT_ON_UNREAD;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_AFTER_CLOSE;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_IDLE_TIMEOUT;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_INJECTED_SUSPECT;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_KEEPALIVE_RACE;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_KEEPALIVE_TIMEOUT;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_MIDSTREAM;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_NO_SOCKET;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_OUT_OF_WINDOW;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_RETRANS_GIVEUP;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_TLS_HANDSHAKE;
import static dev.faultline.engine.finding.Severity.ERROR;
import static dev.faultline.engine.finding.Severity.INFO;
import static dev.faultline.engine.finding.Severity.NOTICE;
import static dev.faultline.engine.finding.Severity.WARNING;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.Payload;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpReset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What sorts of reset there are, in the order in which they are tried: the first rule that fits decides.
final class ResetRules {
    private static final long IDLE = TimeUnit.SECONDS.toNanos(30);
    private static final int SILENT_RTTS = 20;
    private static final long SOON_AFTER_FIN = TimeUnit.SECONDS.toNanos(1);
    private static final int UNANSWERED_PROBES = 2;
    private static final int MANY_PROBES = 3;
    private static final int UNANSWERED_REPEATS = 3;
    /// Slack for a program's own delay where a round trip is meant.
    private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long UNKNOWN_RTT = TimeUnit.MILLISECONDS.toNanos(200);

    private static final List<ResetRule> RULES = List.of(
            ResetRules::nothingBefore,
            ResetRules::probe,
            ResetRules::keepAliveTimeout,
            ResetRules::retransmissionGiveUp,
            ResetRules::keepAliveRace,
            ResetRules::afterClose,
            ResetRules::outOfWindow,
            ResetRules::idleTimeout,
            ResetRules::noSocket,
            ResetRules::tlsHandshake,
            ResetRules::abortOnUnread,
            ResetRules::abortiveClose,
            ResetRules::injected);

    private ResetRules() {}

    /// The verdict of the first rule that fits.
    static ResetVerdict judge(TcpReset reset) {
        for (ResetRule rule : RULES) {
            ResetVerdict verdict = rule.judge(reset);
            if (verdict != null) {
                return verdict;
            }
        }
        ResetVerdict verdict =
                new ResetVerdict(TCP_RESET_MIDSTREAM, ERROR).doubt(Confidence.MEDIUM, TcpTexts.REASON_CAUSE_UNSEEN);
        return carriedData(reset.connection()) ? verdict : verdict.note(TcpTexts.NOTE_NO_DATA);
    }

    // ------------------------------------------------------------------------------------------------ rules

    /// A RST, and nothing that came before it or its sender.
    private static @Nullable ResetVerdict nothingBefore(TcpReset reset) {
        boolean alone = reset.connection().packets() == 0;
        boolean toSynAck = reset.sender().packets() == 0 && reset.peer().isSynAck();
        if (!alone && !toSynAck) {
            return null;
        }
        return new ResetVerdict(alone ? TCP_RESET_MIDSTREAM : TCP_RESET_NO_SOCKET, NOTICE)
                .variant(TcpTexts.VARIANT_ALONE)
                .doubt(Confidence.LOW, TcpTexts.REASON_NOTHING_BEFORE);
    }

    /// The client looked whether the port is open: health checks and port scans do.
    private static @Nullable ResetVerdict probe(TcpReset reset) {
        TcpConnection connection = reset.connection();
        boolean handshake =
                connection.clientEnd().isSynSent() && connection.serverEnd().isSynSent();
        boolean probe = handshake && connection.isClient(reset.sender()) && !carriedData(connection);
        boolean failing = reset.sender().keepAlives() >= UNANSWERED_PROBES;
        return probe && !failing ? new ResetVerdict(TCP_RESET_AFTER_CLOSE, INFO).variant(TcpTexts.VARIANT_PROBE) : null;
    }

    private static @Nullable ResetVerdict keepAliveTimeout(TcpReset reset) {
        int probes = reset.sender().keepAlives();
        if (probes < UNANSWERED_PROBES) {
            return null;
        }
        ResetVerdict verdict = new ResetVerdict(TCP_RESET_KEEPALIVE_TIMEOUT, ERROR).blame(Blame.UNKNOWN);
        return probes >= MANY_PROBES ? verdict : verdict.doubt(Confidence.MEDIUM, TcpTexts.REASON_FEW_PROBES);
    }

    private static @Nullable ResetVerdict retransmissionGiveUp(TcpReset reset) {
        return reset.sender().repeats() >= UNANSWERED_REPEATS
                ? new ResetVerdict(TCP_RESET_RETRANS_GIVEUP, ERROR).blame(Blame.UNKNOWN)
                : null;
    }

    /// The server closes an idle connection while the client's next request is on its way to it.
    private static @Nullable ResetVerdict keepAliveRace(TcpReset reset) {
        TcpConnection connection = reset.connection();
        TcpEnd server = connection.serverEnd();
        TcpEnd client = connection.clientEnd();
        if (connection.isClient(reset.sender()) || !server.isFinSent() || server.bytes() == 0 || client.bytes() == 0) {
            return null;
        }
        boolean sentUnaware = client.lastDataAck() == server.finSeq();
        boolean unread = SequenceNumber.after(client.next(), server.lastAck());
        boolean crossed = Math.abs(client.lastDataTime() - server.finTime()) <= roundTrip(connection);
        return sentUnaware && unread && crossed && !client.isFinSent()
                ? new ResetVerdict(TCP_RESET_KEEPALIVE_RACE, ERROR)
                : null;
    }

    /// The connection was being closed anyway.
    private static @Nullable ResetVerdict afterClose(TcpReset reset) {
        TcpEnd sender = reset.sender();
        TcpEnd peer = reset.peer();
        boolean both = sender.isFinSent() && peer.isFinSent();
        boolean justClosed = sender.isFinSent() && reset.packet().timestamp() - sender.finTime() <= SOON_AFTER_FIN;
        boolean hasAll = peer.isFinSent() && SequenceNumber.after(acknowledged(reset), peer.finSeq());
        boolean nothingCame = sender.isFinSent() && peer.lastDataTime() <= sender.finTime();
        return both || justClosed || hasAll || nothingCame ? new ResetVerdict(TCP_RESET_AFTER_CLOSE, INFO) : null;
    }

    private static @Nullable ResetVerdict outOfWindow(TcpReset reset) {
        return reset.isAccepted() ? null : new ResetVerdict(TCP_RESET_OUT_OF_WINDOW, NOTICE);
    }

    private static @Nullable ResetVerdict idleTimeout(TcpReset reset) {
        TcpConnection connection = reset.connection();
        if (reset.sender().isFinSent()) {
            return null;
        }
        long rtt = Math.max(connection.rtt(), 0);
        boolean outOfSilence = reset.quiet() >= TcpConnection.SILENCE && reset.quiet() >= SILENT_RTTS * rtt;
        long sinceBurst = reset.packet().timestamp() - connection.burstTime();
        boolean answersBurst = connection.burstGap() >= IDLE
                && sinceBurst <= roundTrip(connection)
                && !isSame(connection.burstEnd(), reset.sender());
        boolean unanswered = reset.peer().lastDataTime() > reset.sender().lastDataTime();
        if (!outOfSilence && !answersBurst || outOfSilence && unanswered && reset.quiet() < IDLE) {
            return null;
        }
        boolean harmless = outOfSilence && connection.isClient(reset.sender()) && !isOutstanding(connection);
        ResetVerdict verdict = new ResetVerdict(TCP_RESET_IDLE_TIMEOUT, harmless ? NOTICE : ERROR);
        if (answersBurst) {
            verdict.variant(TcpTexts.VARIANT_DATA);
        }
        return weigh(verdict, outOfSilence ? reset.quiet() : connection.burstGap());
    }

    private static ResetVerdict weigh(ResetVerdict verdict, long idle) {
        verdict.idle(idle);
        if (IdleTimer.near(idle) != null) {
            return verdict.note(TcpTexts.NOTE_KNOWN_TIMER);
        }
        String reason = idle < IDLE ? TcpTexts.REASON_SHORT_SILENCE : TcpTexts.REASON_NO_TIMER;
        return verdict.doubt(Confidence.MEDIUM, reason);
    }

    /// What a kernel sends that knows nothing of the connection: the number that was asked for, and no more.
    private static @Nullable ResetVerdict noSocket(TcpReset reset) {
        TcpHeader tcp = reset.packet().tcp();
        TcpConnection connection = reset.connection();
        boolean bare = !tcp.has(TcpHeader.ACK) && tcp.window() == 0 && reset.fit() == TcpReset.Fit.EXACT;
        boolean negotiated = reset.sender().hasTimestamps() && reset.peer().hasTimestamps();
        if (!bare || negotiated && tcp.hasTimestamps()) {
            return null;
        }
        boolean client = connection.isClient(reset.sender());
        ResetVerdict verdict = new ResetVerdict(TCP_RESET_NO_SOCKET, client ? WARNING : ERROR);
        if (reset.sender().isFinSent()) {
            verdict.note(TcpTexts.NOTE_AFTER_FIN).blame(client ? Blame.DST : Blame.SRC);
        }
        return negotiated ? verdict : verdict.doubt(Confidence.MEDIUM, TcpTexts.REASON_NO_TIMESTAMPS);
    }

    private static @Nullable ResetVerdict tlsHandshake(TcpReset reset) {
        TcpConnection connection = reset.connection();
        boolean waiting = connection.clientEnd().payload() == Payload.TLS_CLIENT_HELLO
                && connection.serverEnd().bytes() == 0;
        if (!waiting) {
            return null;
        }
        boolean client = connection.isClient(reset.sender());
        return new ResetVerdict(TCP_RESET_TLS_HANDSHAKE, client ? WARNING : ERROR);
    }

    /// A program that closes with data unread, or ends, makes its kernel send RST instead of FIN.
    private static @Nullable ResetVerdict abortOnUnread(TcpReset reset) {
        TcpEnd sender = reset.sender();
        TcpEnd peer = reset.peer();
        boolean client = reset.connection().isClient(sender);
        if (sender.isWindowZero()) {
            return new ResetVerdict(TCP_RESET_ABORT_ON_UNREAD, client ? WARNING : ERROR)
                    .note(TcpTexts.NOTE_ZERO_WINDOW);
        }
        boolean unanswered = peer.bytes() > 0 && peer.lastDataTime() >= sender.lastDataTime();
        boolean toldToClose = reset.packet().tcp().has(TcpHeader.ACK);
        boolean cutShort = !client || SequenceNumber.after(peer.next(), acknowledged(reset));
        return unanswered && toldToClose && cutShort
                ? new ResetVerdict(TCP_RESET_ABORT_ON_UNREAD, client ? WARNING : ERROR)
                        .doubt(Confidence.MEDIUM, TcpTexts.REASON_UNREAD_INFERRED)
                : null;
    }

    /// The client has all that the server sent, or has taken its leave, and ends the connection the short way.
    private static @Nullable ResetVerdict abortiveClose(TcpReset reset) {
        TcpConnection connection = reset.connection();
        TcpEnd server = reset.peer();
        boolean served = connection.isClient(reset.sender())
                && server.bytes() > 0
                && (reset.sender().isLeaving()
                        || server.lastDataTime() >= reset.sender().lastDataTime() && !isOutstanding(connection));
        return served
                ? new ResetVerdict(TCP_RESET_MIDSTREAM, NOTICE)
                        .variant(TcpTexts.VARIANT_ABORTIVE)
                        .doubt(Confidence.MEDIUM, TcpTexts.REASON_CAUSE_UNSEEN)
                : null;
    }

    private static @Nullable ResetVerdict injected(TcpReset reset) {
        return isTtlStrange(reset)
                ? new ResetVerdict(TCP_RESET_INJECTED_SUSPECT, WARNING).doubt(Confidence.LOW, TcpTexts.REASON_TTL)
                : null;
    }

    // ---------------------------------------------------------------------------------------------- premises

    /// Whether the RST has a time to live that its sender's other packets do not have.
    static boolean isTtlStrange(TcpReset reset) {
        TcpEnd sender = reset.sender();
        int ttl = reset.packet().ip().ttl();
        return sender.packets() > 0
                && (ttl > sender.highestTtl() + HostTtls.SAME_PATH || ttl < sender.lowestTtl() - HostTtls.SAME_PATH);
    }

    /// What the sender of the RST has acknowledged, the RST included.
    private static int acknowledged(TcpReset reset) {
        TcpHeader tcp = reset.packet().tcp();
        int ack = reset.sender().lastAck();
        return tcp.has(TcpHeader.ACK) && SequenceNumber.after(tcp.ack(), ack) ? tcp.ack() : ack;
    }

    private static boolean carriedData(TcpConnection connection) {
        return connection.clientEnd().bytes() > 0 || connection.serverEnd().bytes() > 0;
    }

    /// Whether anything that was sent is not acknowledged.
    private static boolean isOutstanding(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        return SequenceNumber.after(client.next(), server.lastAck())
                || SequenceNumber.after(server.next(), client.lastAck());
    }

    private static long roundTrip(TcpConnection connection) {
        long rtt = connection.rtt();
        return rtt < 0 ? UNKNOWN_RTT : 2 * rtt + SLACK;
    }

    @SuppressWarnings("ReferenceEquality") // an end is only ever itself
    private static boolean isSame(TcpEnd end, TcpEnd other) {
        return end == other;
    }
}
