package dev.faultline.engine.evidence;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.FlowKey;
import dev.faultline.engine.packet.Packet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Keeps the packets of findings of a live capture: when one is made, those of its flow that are still in the
/// ring, then those that follow for a while. Findings come out with the numbers that their frames and stream
/// have in the file, so that they can be looked at like those of any other capture file.
///
/// A file that cannot be written any more costs the packets, never the findings. Used by the analysing thread
/// alone, save for [#tally()].
public final class EvidenceKeeper implements Closeable {
    private static final int MOST_FINDINGS = 20_000;

    private final EvidenceBudget budget;
    private final PacketRing ring;
    private final EvidenceFile file;
    private final NameWriter names;
    private final FlowFollower follower;
    private final SequencedMap<String, KeptFinding> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long incomplete;
    private long refused;
    private @Nullable String failure;
    private volatile EvidenceTally tally = new EvidenceTally(0, 0, 0, 0, 0, null);

    /// What the file needs to know.
    ///
    /// @param path the file; replaced when it is there
    /// @param application name of the program, for the file's header
    /// @param interfaces gives an interface of the capture by its id
    /// @param names of addresses, written with the packets
    public record Target(Path path, String application, IntFunction<CaptureInterface> interfaces, AddressNames names) {}

    /// @throws IOException when the file cannot be made
    public EvidenceKeeper(Target target, Limits limits, EvidenceBudget budget) throws IOException {
        this.budget = budget;
        file = new EvidenceFile(target.path(), limits, target.application(), target.interfaces());
        ring = new PacketRing(budget.ringBytes());
        names = new NameWriter(target.names(), limits.names());
        follower = new FlowFollower(ring, budget, (chunk, index, flow) -> file.write(chunk, index));
    }

    /// A packet was captured. To be called for each, before findings that rest on it are kept.
    public void accept(PacketBatch batch, int index, Packet packet) {
        follower.now(batch.timestamp(index));
        ring.add(batch, index, FlowKey.of(packet));
    }

    /// Puts the packets of a finding aside.
    ///
    /// @return the finding with the numbers of the file
    public Finding keep(Finding finding) {
        KeptFinding known = kept.get(finding.id());
        if (known == null) {
            known = new KeptFinding();
            kept.put(finding.id(), known);
            if (kept.size() > MOST_FINDINGS) {
                kept.pollFirstEntry();
            }
        }
        boolean wasCut = known.isCut();
        try {
            putAside(finding, known);
        } catch (IOException e) {
            fail(e);
        }
        Finding renumbered = known.renumbered(finding, hasRoom() ? EvidenceTexts.NOTE_GONE : EvidenceTexts.NOTE_FULL);
        if (!wasCut && known.isCut()) {
            incomplete++;
        }
        if (renumbered.evidence().isEmpty() && !finding.evidence().isEmpty()) {
            refused++;
        }
        return renumbered;
    }

    private void putAside(Finding finding, KeptFinding known) throws IOException {
        if (!hasRoom()) {
            return;
        }
        names.write(finding, file);
        FollowedFlow flow = follower.follow(finding);
        for (Evidence seen : finding.evidence()) {
            long packet = known.has(seen.frame()) ? PacketRing.NONE : ring.ofFrame(seen.frame());
            if (packet != PacketRing.NONE) {
                follower.write(packet, null);
                RingChunk chunk = ring.chunk(packet);
                int index = PacketRing.index(packet);
                Evidence place = new Evidence(chunk.keptFrames[index], chunk.keptPositions[index]);
                known.add(seen.frame(), place, chunk.keptStreams[index]);
            }
        }
        if (flow != null) {
            known.flow(flow);
        }
    }

    /// All findings until now have been kept: puts aside what else came of their flows, and lets others read
    /// the file.
    public void flush() {
        try {
            if (hasRoom()) {
                follower.writeNew();
            }
            file.flush();
        } catch (IOException e) {
            fail(e);
        }
        tally = new EvidenceTally(file.packets(), file.size(), ring.evicted(), incomplete, refused, failure);
    }

    private boolean hasRoom() {
        return failure == null && file.size() < budget.fileBytes();
    }

    private void fail(IOException problem) {
        failure = String.valueOf(problem.getMessage());
    }

    /// What was kept until the last [#flush()]. Any thread may ask.
    public EvidenceTally tally() {
        return tally;
    }

    @Override
    public void close() throws IOException {
        ring.close();
        file.close();
    }
}
