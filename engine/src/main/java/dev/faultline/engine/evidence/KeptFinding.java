package dev.faultline.engine.evidence;

import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the packets that prove a finding are kept.
final class KeptFinding {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String FROM = "evidence.from";

    private final Map<Long, Evidence> places = new HashMap<>(4);
    private int stream = -1;
    private int seenStream = -1;
    private @Nullable String from;

    boolean has(long frame) {
        return places.containsKey(frame);
    }

    /// A packet of it is kept.
    ///
    /// @param frame in the capture
    /// @param place in the file
    /// @param tcpStream in the file, or -1
    void add(long frame, Evidence place, int tcpStream) {
        places.put(frame, place);
        stream = Math.max(stream, tcpStream);
    }

    /// A packet that was put aside with it is kept: its stream, should none be known of a packet that proves
    /// it.
    ///
    /// @param tcpStream in the file, or -1
    void seen(int tcpStream) {
        seenStream = Math.max(seenStream, tcpStream);
    }

    /// Other packets of its flow are kept.
    void flow(FollowedFlow flow) {
        if (stream < 0) {
            stream = flow.stream;
        }
        if (from == null && flow.cut) {
            from = TIME.format(Instant.ofEpochSecond(0, flow.since));
        }
    }

    /// Whether it is known that packets of its flow are missing.
    boolean isCut() {
        return from != null;
    }

    /// The finding as the file shows it.
    ///
    /// @param missing what is said when none of its packets is kept; null while they may still come
    Finding renumbered(Finding finding, @Nullable String missing) {
        List<Evidence> evidence = finding.evidence().stream()
                .map(seen -> places.get(seen.frame()))
                .filter(Objects::nonNull)
                .toList();
        Finding renumbered =
                finding.withEvidence(finding.tcpStream() < 0 ? -1 : stream < 0 ? seenStream : stream, evidence);
        if (missing != null && evidence.isEmpty() && !finding.evidence().isEmpty()) {
            return renumbered.withNote(missing, Map.of());
        }
        return noted(renumbered);
    }

    /// The finding, which also says from when on its packets were kept.
    Finding noted(Finding finding) {
        return from == null ? finding : finding.withNote(EvidenceTexts.NOTE_FROM, Map.of(FROM, from));
    }
}
