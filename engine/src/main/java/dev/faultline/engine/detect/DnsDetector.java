package dev.faultline.engine.detect;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.l7.dns.DnsListener;
import dev.faultline.engine.l7.dns.DnsQuery;
import dev.faultline.engine.l7.dns.DnsReply;
import dev.faultline.engine.l7.dns.SearchChain;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// What goes wrong in DNS: `dns.*`.
final class DnsDetector implements DnsListener {
    /// Names whose absence is an ordinary answer: addresses looked up backwards or in block lists, service
    /// discovery, tunnels and proxies that Windows looks for, and single labels, which some programs make up to
    /// test the resolver.
    private static final Pattern OFTEN_ABSENT =
            Pattern.compile(".*\\.(arpa|local)|(\\d{1,3}\\.){4}.*|(.*\\.)?_.*|(isatap|wpad)\\..*|[^.]*");

    private static final Set<FindingKind> TIMEOUT_CAUSES =
            EnumSet.of(FindingKind.DNS_CONNTRACK_RACE, FindingKind.NAT_REPLY_WRONG_SOURCE);
    private static final long SLOW = TimeUnit.SECONDS.toNanos(1);

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;
    private final UnansweredQueries queries;
    private final BooleanSupplier hasTcp;
    private long replies;

    /// @param queries hears which queries are answered
    /// @param hasTcp whether the capture has any TCP
    DnsDetector(
            FindingBook book,
            CaptureQuality quality,
            Consequences consequences,
            UnansweredQueries queries,
            BooleanSupplier hasTcp) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
        this.queries = queries;
        this.hasTcp = hasTcp;
    }

    @Override
    public void onReply(DnsQuery query, DnsReply reply) {
        replies++;
        queries.onQueryAnswered(reply.time());
        switch (reply.code()) {
            case DnsReply.NO_ERROR -> found(query, reply);
            case DnsReply.FORMAT_ERROR -> told(FindingKind.DNS_FORMERR, Severity.WARNING, Blame.UNKNOWN, query, reply);
            case DnsReply.SERVER_FAILURE -> told(FindingKind.DNS_SERVFAIL, Severity.ERROR, Blame.DST, query, reply);
            case DnsReply.NOT_IMPLEMENTED -> told(FindingKind.DNS_NOTIMP, Severity.WARNING, Blame.DST, query, reply);
            case DnsReply.REFUSED -> told(FindingKind.DNS_REFUSED, Severity.ERROR, Blame.DST, query, reply);
            default -> {}
        }
    }

    private void found(DnsQuery query, DnsReply reply) {
        if (reply.answers() == 0 && query.isRecursive() && !reply.truncated()) {
            told(FindingKind.DNS_NODATA, Severity.INFO, Blame.UNKNOWN, query, reply);
        }
        long waited = reply.time() - query.time();
        if (waited > SLOW) {
            OpenFinding slow = told(FindingKind.DNS_SLOW, Severity.WARNING, Blame.UNKNOWN, query, reply)
                    .since(query.time())
                    .fact("waited", Duration.ofNanos(waited));
            if (query.sent() > 1) {
                slow.fact("sent", query.sent()).note(L7Texts.NOTE_SENT_AGAIN);
            }
        }
    }

    private OpenFinding told(FindingKind kind, Severity severity, Blame blame, DnsQuery query, DnsReply reply) {
        OpenFinding finding = book.open(query.flow(), kind, 0)
                .occurred(reply.time())
                .evidence(query.frame(), query.position())
                .evidence(reply.frame(), reply.position())
                .severity(severity)
                .blame(blame);
        describe(finding, query);
        return finding;
    }

    @Override
    public void onLateReply(DnsQuery query, DnsReply reply) {
        replies++;
        OpenFinding finding = book.find(query.flow(), FindingKind.DNS_TIMEOUT, 0);
        if (finding != null) {
            finding.note(L7Texts.NOTE_ANSWERED_LATE)
                    .fact("answeredAfter", Duration.ofNanos(reply.time() - query.time()))
                    .evidence(reply.frame(), reply.position());
        }
    }

    @Override
    public void onAnsweredElsewhere(DnsQuery query, DnsQuery answered) {
        OpenFinding finding = book.find(query.flow(), FindingKind.DNS_TIMEOUT, 0);
        if (finding != null && finding.severity() == Severity.ERROR) {
            finding.severity(Severity.WARNING)
                    .note(L7Texts.NOTE_ANSWERED_ELSEWHERE)
                    .evidence(answered.frame(), answered.position());
        }
    }

    @Override
    public void onRace(DnsQuery query, DnsQuery sibling, long time, long frame, long position) {
        OpenFinding race = book.open(query.flow(), FindingKind.DNS_CONNTRACK_RACE, 0)
                .occurred(time)
                .since(query.time())
                .evidence(query.frame(), query.position())
                .evidence(sibling.frame(), sibling.position())
                .evidence(frame, position)
                .severity(Severity.ERROR)
                .blame(Blame.PATH)
                .fact("waited", Duration.ofNanos(time - query.time()));
        describe(race, query);
        OpenFinding timeout = book.find(query.flow(), FindingKind.DNS_TIMEOUT, 0);
        if (timeout != null) {
            timeout.partOf(race);
        }
    }

    @Override
    public void onWrongId(DnsQuery query, DnsReply reply) {
        told(FindingKind.DNS_ID_MISMATCH, Severity.WARNING, Blame.UNKNOWN, query, reply)
                .confidence(Confidence.MEDIUM, L7Texts.REASON_CAUSE_UNSEEN);
    }

    @Override
    public void onWrongSource(DnsQuery query, DnsReply reply, IpAddress source) {
        told(FindingKind.NAT_REPLY_WRONG_SOURCE, Severity.ERROR, Blame.PATH, query, reply)
                .fact("source", source);
    }

    @Override
    public void onUnanswered(DnsQuery query, long waited, boolean elsewhere, boolean open) {
        OpenFinding known = book.find(query.flow(), FindingKind.DNS_TIMEOUT, 0);
        if (open && known != null) {
            return;
        }
        long sent = query.sent() + (known != null && known.fact("sent") instanceof Long before ? before : 0);
        OpenFinding finding = book.open(query.flow(), FindingKind.DNS_TIMEOUT, 0)
                .occurred(query.time())
                .evidence(query.frame(), query.position())
                .evidence(query.lastFrame(), query.lastPosition())
                .severity(elsewhere ? Severity.NOTICE : Severity.ERROR)
                .state(open ? FindingState.OPEN_AT_END : FindingState.FINAL)
                .blame(Blame.UNKNOWN)
                .fact("waited", Duration.ofNanos(waited))
                .fact("sent", sent);
        if (sent > 1) {
            finding.note(L7Texts.NOTE_SENT_AGAIN);
        }
        if (elsewhere) {
            finding.note(L7Texts.NOTE_ANSWERED_ELSEWHERE);
        }
        OpenFinding cause = book.find(query.flow(), f -> TIMEOUT_CAUSES.contains(f.kind()));
        if (cause != null) {
            finding.partOf(cause);
        }
        if (replies == 0) {
            finding.doubt(Confidence.MEDIUM, L7Texts.REASON_NO_REPLIES);
        }
        describe(finding, query);
        quality.restsOnSilence(finding);
        consequences.below(finding, Ending.TIMEOUT);
        if (!open) {
            queries.onUnanswered(query.flow(), query.time(), finding);
        }
    }

    @Override
    public void onCutShort(DnsQuery query, boolean open) {
        boolean tcp = hasTcp.getAsBoolean();
        OpenFinding finding = book.open(query.flow(), FindingKind.DNS_TRUNCATED, 0)
                .occurred(query.time())
                .evidence(query.frame(), query.position())
                .severity(Severity.WARNING)
                .state(open ? FindingState.OPEN_AT_END : FindingState.FINAL)
                .confidence(tcp ? Confidence.MEDIUM : Confidence.LOW, reason(tcp))
                .blame(Blame.UNKNOWN);
        describe(finding, query);
        quality.restsOnSilence(finding);
    }

    private static String reason(boolean tcp) {
        return tcp ? L7Texts.REASON_BY_SILENCE : L7Texts.REASON_NO_TCP;
    }

    @Override
    public void onNotFound(SearchChain chain, boolean open) {
        boolean searched = chain.names() > 1;
        FindingKind kind = searched ? FindingKind.DNS_NAME_NOT_FOUND : FindingKind.DNS_NXDOMAIN;
        DnsQuery first = chain.first();
        boolean ordinary = !searched && OFTEN_ABSENT.matcher(first.name()).matches();
        OpenFinding finding = book.open(first.flow(), kind, 0)
                .occurred(first.time())
                .severity(ordinary ? Severity.NOTICE : Severity.WARNING)
                .state(open && searched ? FindingState.OPEN_AT_END : FindingState.FINAL)
                .blame(Blame.SRC)
                .fact("names", (long) chain.names());
        describe(finding, first);
        addEvidence(finding, chain);
    }

    @Override
    public void onFound(SearchChain chain, DnsQuery found) {
        OpenFinding finding = book.open(chain.first().flow(), FindingKind.DNS_SEARCH_AMPLIFICATION, 0)
                .occurred(chain.first().time())
                .severity(Severity.INFO)
                .blame(Blame.SRC)
                .note(L7Texts.NOTE_AMPLIFIED)
                .fact("failed", chain.count());
        describe(finding, found);
        addEvidence(finding, chain);
    }

    private static void addEvidence(OpenFinding finding, SearchChain chain) {
        for (int i = 0; i < chain.queries().size(); i++) {
            DnsQuery query = chain.queries().get(i);
            DnsReply reply = chain.replies().get(i);
            finding.evidence(query.frame(), query.position()).evidence(reply.frame(), reply.position());
        }
    }

    private static void describe(OpenFinding finding, DnsQuery query) {
        if (finding.fact("name") == null) {
            finding.fact("name", query.name()).fact("type", DnsTypes.name(query.type()));
        }
    }
}
