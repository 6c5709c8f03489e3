package dev.faultline.engine.evidence;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps the packets of findings that were made elsewhere, in a file like that of an [EvidenceKeeper]: whoever
/// found them sends their packets, before or after the finding itself. Each packet is kept once.
///
/// A file that cannot be written any more costs the packets, never the findings. Used by one thread, save for
/// [#tally()].
public final class ReceivedEvidence implements Closeable {
    private static final int MOST_FINDINGS = 20_000;
    private static final int MOST_PACKETS = 1_000_000;

    private final EvidenceFile file;
    private final NameWriter names;
    private final long fileBytes;
    private final SequencedMap<Long, Place> places = new LinkedHashMap<>();
    private final SequencedMap<String, KeptFinding> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> bare = new HashSet<>();
    private @Nullable String failure;
    private volatile EvidenceTally tally = new EvidenceTally(0, 0, 0, 0, 0, null);

    /// Where a packet lies.
    private record Place(Evidence evidence, int stream) {}

    /// @param fileBytes size of the file at which no more are kept
    /// @throws IOException when the file cannot be made
    public ReceivedEvidence(EvidenceKeeper.Target target, Limits limits, long fileBytes) throws IOException {
        this.fileBytes = fileBytes;
        file = new EvidenceFile(target.path(), limits, target.application(), target.interfaces());
        names = new NameWriter(target.names(), limits.names());
    }

    /// Frames are numbered anew from now on, by another capture.
    public void begin() {
        places.clear();
    }

    /// A packet of a finding.
    ///
    /// @param finding its id
    /// @param batch has the packet, with the frame number of the capture there
    public void add(String finding, PacketBatch batch, int index) {
        long frame = batch.frameNumber(index);
        try {
            Place place = places.get(frame);
            if (place == null && hasRoom()) {
                file.write(batch, index);
                place = new Place(new Evidence(file.packets(), file.lastPosition()), file.lastStream());
                places.put(frame, place);
                if (places.size() > MOST_PACKETS) {
                    places.pollFirstEntry();
                }
            }
            if (place != null) {
                of(finding).add(frame, place.evidence(), place.stream());
            }
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
        }
    }

    private KeptFinding of(String finding) {
        KeptFinding known = kept.get(finding);
        if (known == null) {
            known = new KeptFinding();
            kept.put(finding, known);
            if (kept.size() > MOST_FINDINGS) {
                bare.remove(kept.pollFirstEntry().getKey());
            }
        }
        return known;
    }

    /// The finding with the numbers that its packets have in the file, as far as they have come.
    public Finding placed(Finding finding) {
        try {
            if (hasRoom()) {
                names.write(finding, file);
            }
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
        }
        Finding placed = of(finding.id()).renumbered(finding, hasRoom() ? null : EvidenceTexts.NOTE_FULL);
        if (placed.evidence().isEmpty() && !finding.evidence().isEmpty()) {
            bare.add(finding.id());
        } else {
            bare.remove(finding.id());
        }
        return placed;
    }

    private boolean hasRoom() {
        return failure == null && file.size() < fileBytes;
    }

    /// Lets others read what was kept until now.
    public void flush() {
        try {
            file.flush();
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
        }
        tally = new EvidenceTally(file.packets(), file.size(), 0, 0, hasRoom() ? 0 : bare.size(), failure);
    }

    /// What was kept until the last [#flush()]. Any thread may ask.
    public EvidenceTally tally() {
        return tally;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
