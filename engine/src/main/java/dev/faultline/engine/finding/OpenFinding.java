package dev.faultline.engine.finding;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.FlowMark;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A finding that may still grow. Every setter marks it as changed, so that the book tells it again.
public final class OpenFinding {
    private final FindingBook book;
    private final Flow flow;
    private final FindingKind kind;
    private final int qualifier;
    private final @Nullable OpenFinding nextOfFlow;
    private @Nullable String id;
    private Severity severity = Severity.NOTICE;
    private FindingState state = FindingState.FINAL;
    private Confidence confidence = Confidence.HIGH;
    private List<String> confidenceWhy = List.of();
    private @Nullable OpenFinding parent;
    private long first;
    private long last;
    private long count;
    private Blame blame = Blame.UNKNOWN;
    private @Nullable IpAddress reporter;
    private @Nullable IcmpFacts icmp;
    private final List<Evidence> evidence = new ArrayList<>(2);
    private final Map<String, Object> facts = new TreeMap<>();
    private List<String> notes = List.of();
    private boolean fromQuiet;
    private boolean dirty;
    private boolean refused;

    OpenFinding(FindingBook book, Flow flow, FindingKind kind, int qualifier, @Nullable OpenFinding nextOfFlow) {
        this.book = book;
        this.flow = flow;
        this.kind = kind;
        this.qualifier = qualifier;
        this.nextOfFlow = nextOfFlow;
    }

    /// It happened (again): counts it, with the packet that shows it.
    public OpenFinding occurred(Packet packet) {
        occurred(packet.timestamp());
        return evidence(packet.frame(), packet.position());
    }

    /// It happened (again) at a time when no packet came: a timer ran out.
    public OpenFinding occurred(long time) {
        first = count == 0 ? time : Math.min(first, time);
        last = count == 0 ? time : Math.max(last, time);
        count++;
        fromQuiet = book.isInQuiet();
        if (id == null) {
            id = FindingId.of(book.identity(), flow, kind, qualifier, time);
            noteFlow();
        }
        return touch();
    }

    /// What tells it from others at whatever vantage point: see [Finding#mark()].
    private void noteFlow() {
        if (flow.mark() != FlowMark.NONE) {
            facts.put(Finding.MARK, flow.mark());
        }
        if (qualifier != 0) {
            facts.put(Finding.QUALIFIER, (long) qualifier);
        }
        if (flow.clientTtl() != 0) {
            facts.put(Finding.CLIENT_TTL, (long) flow.clientTtl());
        }
    }

    /// A further packet that proves it, without another occurrence.
    public OpenFinding evidence(long frame, long position) {
        Evidence packet = new Evidence(frame, position);
        if (frame > 0 && evidence.size() < book.evidenceFrames() && !evidence.contains(packet)) {
            evidence.add(packet);
        }
        return touch();
    }

    /// The first packet that proves `part` proves this one, too.
    public OpenFinding evidenceOf(OpenFinding part) {
        return part.evidence.isEmpty()
                ? this
                : evidence(
                        part.evidence.getFirst().frame(),
                        part.evidence.getFirst().position());
    }

    /// Sets the time of its first packet, where that came before the moment at which the finding was certain.
    public OpenFinding since(long time) {
        first = time;
        last = Math.max(last, time);
        return touch();
    }

    /// Sets the time until which it lasts so far.
    public OpenFinding until(long time) {
        last = Math.max(last, time);
        return touch();
    }

    public OpenFinding severity(Severity severity) {
        this.severity = severity;
        return touch();
    }

    public OpenFinding state(FindingState state) {
        this.state = state;
        return touch();
    }

    /// Sets the confidence; one that is not high needs a reason.
    ///
    /// @param reasons keys of `reason.*`
    public OpenFinding confidence(Confidence confidence, String... reasons) {
        this.confidence = confidence;
        confidenceWhy = List.of(reasons);
        return touch();
    }

    /// Lowers the confidence to at most `most` and adds why.
    public OpenFinding doubt(Confidence most, String reason) {
        if (confidence.compareTo(most) > 0) {
            confidence = most;
        }
        confidenceWhy = with(confidenceWhy, reason);
        return touch();
    }

    public OpenFinding blame(Blame blame) {
        this.blame = blame;
        return touch();
    }

    public OpenFinding reporter(IpAddress reporter) {
        this.reporter = reporter;
        return touch();
    }

    public OpenFinding icmp(IcmpFacts icmp) {
        this.icmp = icmp;
        return touch();
    }

    /// Sets a figure or word for the texts; see [Finding#facts()].
    public OpenFinding fact(String name, Object value) {
        facts.put(name, value);
        return touch();
    }

    /// A fact as it stands, or null.
    public @Nullable Object fact(String name) {
        return facts.get(name);
    }

    /// Adds a sentence to the detail.
    ///
    /// @param key of `note.*`
    public OpenFinding note(String key) {
        notes = with(notes, key);
        return touch();
    }

    // Most findings have one key or none, so the lists are small and shared.
    private static List<String> with(List<String> keys, String key) {
        if (keys.contains(key)) {
            return keys;
        }
        List<String> longer = new ArrayList<>(keys);
        longer.add(key);
        return List.copyOf(longer);
    }

    /// Makes it a consequence or symptom of `parent`. Where that is itself a part of this one, directly or not,
    /// nothing changes: what came first stays on top.
    public OpenFinding partOf(OpenFinding parent) {
        for (OpenFinding above = parent; above != null; above = above.parent) {
            if (above == this) {
                return this;
            }
        }
        this.parent = parent;
        return touch();
    }

    /// Who reported it, or null.
    public @Nullable IpAddress reporter() {
        return reporter;
    }

    public FindingKind kind() {
        return kind;
    }

    public Flow flow() {
        return flow;
    }

    public Severity severity() {
        return severity;
    }

    public Confidence confidence() {
        return confidence;
    }

    public FindingState state() {
        return state;
    }

    /// Time of its first packet, nanoseconds since the epoch; meaningful once it has occurred.
    public long first() {
        return first;
    }

    /// Time of its last packet, nanoseconds since the epoch; meaningful once it has occurred.
    public long last() {
        return last;
    }

    /// What tells it apart within its kind, or 0.
    public int qualifier() {
        return qualifier;
    }

    public long count() {
        return count;
    }

    public boolean hasParent() {
        return parent != null;
    }

    /// What it is a part of, or null.
    public @Nullable OpenFinding parent() {
        return parent;
    }

    boolean is(FindingKind otherKind, int otherQualifier) {
        return kind == otherKind && qualifier == otherQualifier;
    }

    @Nullable
    OpenFinding nextOfFlow() {
        return nextOfFlow;
    }

    private List<String> vantages() {
        if (flow.vantage() < 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        names.add(book.vantageName(flow.vantage()));
        flow.alsoSeenAt().forEach(vantage -> names.add(book.vantageName(vantage)));
        return names;
    }

    OpenFinding refuse() {
        refused = true;
        return this;
    }

    private @Nullable String parentId() {
        OpenFinding above = parent;
        return above == null || above.refused ? null : above.id;
    }

    private OpenFinding touch() {
        if (!dirty && !refused) {
            dirty = true;
            book.changed(this);
        }
        return this;
    }

    /// What is still open when the capture ends is no more than information.
    private Severity shownSeverity() {
        return state == FindingState.OPEN_AT_END ? Severity.INFO : severity;
    }

    Finding snapshot() {
        dirty = false;
        boolean capture = flow.transport() == Transport.NONE;
        return new Finding(
                Objects.requireNonNull(id, "a finding that has not occurred"),
                kind,
                shownSeverity(),
                state,
                fromQuiet && confidence == Confidence.HIGH ? Confidence.MEDIUM : confidence,
                fromQuiet ? with(confidenceWhy, BookTexts.REASON_QUIET) : confidenceWhy,
                parentId(),
                first,
                last,
                count,
                flow.transport(),
                capture ? null : flow.client(),
                capture ? null : flow.server(),
                blame,
                reporter,
                flow.tcpStream(),
                vantages(),
                evidence,
                icmp,
                facts,
                notes);
    }
}
