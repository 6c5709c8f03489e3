package dev.faultline.engine.finding;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.PrintableText;
import dev.faultline.engine.flow.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One thing that went wrong on one flow, with its repeats. Immutable: a snapshot of what is known now; a later
/// one of the same [#id()] replaces it.
///
/// @param id eight hexadecimal digits or more, derived from capture, flow, kind and time: the same at every run
/// @param confidenceWhy keys of the reasons why [#confidence()] is not high (`reason.*` in
/// `messages.properties`)
/// @param partOf id of the finding that this one is a consequence or symptom of, or null
/// @param first time of the first packet (or expired timer) of it, nanoseconds since the epoch
/// @param last time of the last one
/// @param count how often it happened, from 1
/// @param src the client; null for a finding about the capture as a whole
/// @param dst the server; null for a finding about the capture as a whole
/// @param reporter who reported it, with [Blame#REPORTER] and findings of class icmp; else null
/// @param tcpStream Wireshark's `tcp.stream` number, or -1
/// @param vantage names of the capture points that saw it
/// @param evidence the packets that prove it, in order of time; at most `Limits.evidenceFrames`
/// @param icmp what the ICMP message said, for findings of class icmp; else null
/// @param facts figures and words for the texts, by name: `Long` for counts and bytes, `java.time.Duration`,
/// `String`, addresses
/// @param notes keys of further sentences for the detail (`note.*` in `messages.properties`), filled with
/// [#facts()]
public record Finding(
        String id,
        FindingKind kind,
        Severity severity,
        FindingState state,
        Confidence confidence,
        List<String> confidenceWhy,
        @Nullable String partOf,
        long first,
        long last,
        long count,
        Transport transport,
        @Nullable Endpoint src,
        @Nullable Endpoint dst,
        Blame blame,
        @Nullable IpAddress reporter,
        int tcpStream,
        List<String> vantage,
        List<Evidence> evidence,
        @Nullable IcmpFacts icmp,
        Map<String, Object> facts,
        List<String> notes) {

    // Facts of lostBetween() and lostDirection().
    static final String LOST_AFTER = "lostAfter";
    static final String LOST_BEFORE = "lostBefore";
    static final String LOST_DIRECTION = "lostDirection";

    // Facts of mark(), qualifier() and clientTtl().
    static final String MARK = "mark";
    static final String QUALIFIER = "qualifier";
    static final String CLIENT_TTL = "clientTtl";

    // Facts of translatedSrc() and translatedDst().
    static final String TRANSLATED_SRC = "translatedSrc";
    static final String TRANSLATED_DST = "translatedDst";

    public Finding {
        confidenceWhy = List.copyOf(confidenceWhy);
        vantage = vantage.stream().map(PrintableText::of).toList();
        evidence = List.copyOf(evidence);
        facts = printable(facts);
        notes = List.copyOf(notes);
    }

    /// Texts among facts may be what was in packets.
    private static Map<String, Object> printable(Map<String, Object> facts) {
        boolean clean = facts.values().stream()
                .noneMatch(value ->
                        value instanceof String text && !PrintableText.of(text).equals(text));
        if (clean) {
            return Map.copyOf(facts);
        }
        Map<String, Object> printable = new HashMap<>(facts);
        printable.replaceAll((name, value) -> value instanceof String text ? PrintableText.of(text) : value);
        return Map.copyOf(printable);
    }

    /// The request behind it, or null.
    public @Nullable TransactionFacts transaction() {
        return TransactionFacts.of(kind, facts);
    }

    /// Names of the two vantage points between which its packets were lost: the last that saw them and the
    /// first that did not. Empty where that is not known.
    public List<String> lostBetween() {
        Object after = facts.get(LOST_AFTER);
        Object before = facts.get(LOST_BEFORE);
        return after instanceof String a && before instanceof String b ? List.of(a, b) : List.of();
    }

    /// `c2s` or `s2c`: which way the packets went that were lost between [#lostBetween()]; or null.
    public @Nullable String lostDirection() {
        return facts.get(LOST_DIRECTION) instanceof String direction ? direction : null;
    }

    /// What its flow is known by at every vantage point, or [dev.faultline.engine.flow.FlowMark#NONE].
    public long mark() {
        return number(MARK);
    }

    /// What tells it apart within its kind, or 0.
    public long qualifier() {
        return number(QUALIFIER);
    }

    /// Time to live of the client's packets where it was seen, or 0.
    public long clientTtl() {
        return number(CLIENT_TTL);
    }

    private long number(String fact) {
        return facts.get(fact) instanceof Long number ? number : 0;
    }

    /// The same finding with the place where its packets were lost, in place of what was known of it.
    ///
    /// @param after name of the last vantage point that saw them
    /// @param before name of the first that did not
    /// @param fromClient whether the client had sent them
    public Finding withLoss(String after, String before, boolean fromClient) {
        return withNote(
                PlaceTexts.NOTE_LOST_BETWEEN,
                Map.of(LOST_AFTER, after, LOST_BEFORE, before, LOST_DIRECTION, fromClient ? "c2s" : "s2c"));
    }

    /// The same finding with what the ends of its flow are where addresses have been translated.
    public Finding withTranslation(Endpoint innerSrc, Endpoint innerDst) {
        return withNote(PlaceTexts.NOTE_TRANSLATED, Map.of(TRANSLATED_SRC, innerSrc, TRANSLATED_DST, innerDst));
    }

    /// The client as the far side of a translation of addresses sees it; null where none is known.
    public @Nullable Endpoint translatedSrc() {
        return facts.get(TRANSLATED_SRC) instanceof Endpoint end ? end : null;
    }

    /// The server behind a translation of addresses: the pod that a Service's address stands for; null where
    /// none is known.
    public @Nullable Endpoint translatedDst() {
        return facts.get(TRANSLATED_DST) instanceof Endpoint end ? end : null;
    }

    /// The same finding, of which one is less sure.
    ///
    /// @param reason of `reason.*`
    public Finding lessSure(String reason) {
        Copy copy = new Copy();
        copy.confidence = confidence == Confidence.HIGH ? Confidence.MEDIUM : confidence;
        copy.confidenceWhy = new ArrayList<>(confidenceWhy);
        copy.confidenceWhy.add(reason);
        return copy.make();
    }

    /// The same finding with its packets as another capture numbers them.
    public Finding withEvidence(int stream, List<Evidence> packets) {
        Copy copy = new Copy();
        copy.tcpStream = stream;
        copy.evidence = packets;
        return copy.make();
    }

    /// The same finding, made elsewhere, as it is told here.
    ///
    /// @param names what a capture point is called here
    /// @param ahead how far the clock there is ahead, in nanoseconds
    public Finding madeElsewhere(UnaryOperator<String> names, long ahead) {
        Copy copy = new Copy();
        copy.first -= ahead;
        copy.last -= ahead;
        copy.vantage = vantage.stream().map(names).toList();
        copy.facts = new HashMap<>(facts);
        for (String key : List.of(LOST_AFTER, LOST_BEFORE)) {
            copy.facts.computeIfPresent(key, (same, name) -> name instanceof String text ? names.apply(text) : name);
        }
        return copy.make();
    }

    /// The same finding with one more sentence in its detail, or with other values in it.
    ///
    /// @param key of `note.*`
    /// @param values facts that the sentence names
    public Finding withNote(String key, Map<String, Object> values) {
        Copy copy = new Copy();
        copy.facts = new HashMap<>(facts);
        copy.facts.putAll(values);
        if (!notes.contains(key)) {
            copy.notes = new ArrayList<>(notes);
            copy.notes.add(key);
        }
        return copy.make();
    }

    /// What a copy of this finding is to have, at first the same.
    private final class Copy {
        private Confidence confidence = Finding.this.confidence;
        private List<String> confidenceWhy = Finding.this.confidenceWhy;
        private long first = Finding.this.first;
        private long last = Finding.this.last;
        private int tcpStream = Finding.this.tcpStream;
        private List<String> vantage = Finding.this.vantage;
        private List<Evidence> evidence = Finding.this.evidence;
        private Map<String, Object> facts = Finding.this.facts;
        private List<String> notes = Finding.this.notes;

        private Finding make() {
            return new Finding(
                    id,
                    kind,
                    severity,
                    state,
                    confidence,
                    confidenceWhy,
                    partOf,
                    first,
                    last,
                    count,
                    transport,
                    src,
                    dst,
                    blame,
                    reporter,
                    tcpStream,
                    vantage,
                    evidence,
                    icmp,
                    facts,
                    notes);
        }
    }
}
