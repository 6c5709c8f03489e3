package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What sort of reset a RST is. A rule builds it.
final class ResetVerdict {
    final FindingKind kind;
    final Severity severity;
    Confidence confidence = Confidence.HIGH;

    @Nullable
    String reason;

    @Nullable
    String variant;

    @Nullable
    Blame blame;

    long idle;
    final List<String> notes = new ArrayList<>(2);

    ResetVerdict(FindingKind kind, Severity severity) {
        this.kind = kind;
        this.severity = severity;
    }

    /// Lowers the confidence.
    ///
    /// @param key of `reason.*`
    ResetVerdict doubt(Confidence most, String key) {
        confidence = most;
        reason = key;
        return this;
    }

    /// Chooses among the texts of the kind.
    ResetVerdict variant(String key) {
        variant = key;
        return this;
    }

    /// Says who did it, where that is not simply the sender of the RST.
    ResetVerdict blame(Blame who) {
        blame = who;
        return this;
    }

    /// Adds a sentence.
    ResetVerdict note(String key) {
        notes.add(key);
        return this;
    }

    /// Says how long the connection had been silent, nanoseconds.
    ResetVerdict idle(long nanos) {
        idle = nanos;
        return this;
    }
}
