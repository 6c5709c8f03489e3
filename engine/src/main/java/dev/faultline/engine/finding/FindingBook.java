package dev.faultline.engine.finding;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.WholeCapture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All findings of one analysis while it runs: one for each flow, kind and qualifier, however often it happens.
///
/// Detectors open a finding and tell it what they know; [#flush()] hands what has changed to the sink. Memory
/// is bounded: of [Limits#findingFlows()] flows at most, findings may still grow. Used by the analysing thread
/// alone.
public final class FindingBook {
    private final String identity;
    private final Limits limits;
    private final IntFunction<String> vantageName;
    private final Consumer<Finding> sink;
    /// The flow that was told of longest ago first.
    private final SequencedMap<Flow, OpenFinding> firstOfFlow = new LinkedHashMap<>(16, 0.75f, true);
    private final List<OpenFinding> changed = new ArrayList<>();
    private final WholeCapture wholeCapture = new WholeCapture();
    private boolean inQuiet;
    private int kept;
    private long refused;

    /// @param identity of the capture, goes into each finding's id
    /// @param vantageName gives the name of a vantage point
    /// @param sink hears each finding that is new or has changed
    public FindingBook(String identity, Limits limits, IntFunction<String> vantageName, Consumer<Finding> sink) {
        this.identity = identity;
        this.limits = limits;
        this.vantageName = vantageName;
        this.sink = sink;
    }

    /// The finding of that kind on that flow; made if there is none yet. After [Limits#findings()] of them, new
    /// ones are counted, but neither kept nor told.
    ///
    /// @param qualifier tells apart what is told apart within a kind (type and code of ICMP); 0 where nothing
    /// is
    public OpenFinding open(Flow flow, FindingKind kind, int qualifier) {
        OpenFinding known = find(flow, kind, qualifier);
        if (known != null) {
            return known;
        }
        if (kept == limits.findings()) {
            refused++;
            return new OpenFinding(this, flow, kind, qualifier, null).refuse();
        }
        kept++;
        OpenFinding made = new OpenFinding(this, flow, kind, qualifier, firstOfFlow.get(flow));
        firstOfFlow.put(flow, made);
        if (firstOfFlow.size() > limits.findingFlows()) {
            firstOfFlow.pollFirstEntry();
        }
        return made;
    }

    /// The finding of that kind on that flow, or null.
    public @Nullable OpenFinding find(Flow flow, FindingKind kind, int qualifier) {
        OpenFinding finding = firstOfFlow.get(flow);
        while (finding != null && !finding.is(kind, qualifier)) {
            finding = finding.nextOfFlow();
        }
        return finding;
    }

    /// The finding of a flow, the one begun last, that `wanted` accepts; or null.
    public @Nullable OpenFinding find(Flow flow, Predicate<OpenFinding> wanted) {
        OpenFinding finding = firstOfFlow.get(flow);
        while (finding != null && !wanted.test(finding)) {
            finding = finding.nextOfFlow();
        }
        return finding;
    }

    /// Tells `each` all findings of a flow, the one begun last first. None may be opened meanwhile.
    public void forEach(Flow flow, Consumer<OpenFinding> each) {
        for (OpenFinding f = firstOfFlow.get(flow); f != null; f = f.nextOfFlow()) {
            each.accept(f);
        }
    }

    /// Lets go of the findings of a flow that no more packets are expected of. What they say has been told, or
    /// is by the next [#flush()].
    public void forget(Flow flow) {
        firstOfFlow.remove(flow);
    }

    /// Tells the sink all that has changed since the last time.
    public void flush() {
        for (OpenFinding finding : changed) {
            sink.accept(finding.snapshot());
        }
        changed.clear();
    }

    /// How many findings were not kept because of [Limits#findings()]. One that happens again counts again.
    public long refused() {
        return refused;
    }

    /// What findings about the capture itself are of.
    public Flow wholeCapture() {
        return wholeCapture;
    }

    /// While true, what occurs is concluded from a quiet source alone, which may only be slow: its confidence
    /// is medium at most until a packet confirms it.
    public void setInQuiet(boolean quiet) {
        inQuiet = quiet;
    }

    boolean isInQuiet() {
        return inQuiet;
    }

    void changed(OpenFinding finding) {
        changed.add(finding);
    }

    String identity() {
        return identity;
    }

    int evidenceFrames() {
        return limits.evidenceFrames();
    }

    String vantageName(int vantage) {
        return vantageName.apply(vantage);
    }
}
