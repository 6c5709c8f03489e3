package dev.faultline.engine.evidence;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps the packets of findings that were made elsewhere, in a file like that of an [EvidenceKeeper]: whoever
/// found them sends their packets after them. Each packet is kept once.
///
/// A file that cannot be written any more costs the packets, never the findings. Used by one thread, save for
/// [#tally()].
public final class ReceivedEvidence implements Closeable {
    private static final int MOST_FINDINGS = 20_000;
    private static final int MOST_PACKETS = 200_000;

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

    /// A packet of findings.
    ///
    /// @param findings their ids
    /// @param batch has the packet, with the frame number of the capture there
    public void add(List<String> findings, PacketBatch batch, int index) {
        Place place = places.get(batch.frameNumber(index));
        if (place == null && hasRoom()) {
            place = write(batch, index);
        }
        if (place != null) {
            for (String finding : findings) {
                of(finding).seen(place.stream());
            }
        }
    }

    private @Nullable Place write(PacketBatch batch, int index) {
        try {
            file.write(batch, index);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            return null;
        }
        Place place = new Place(new Evidence(file.packets(), file.lastPosition()), file.lastStream());
        places.put(batch.frameNumber(index), place);
        if (places.size() > MOST_PACKETS) {
            places.pollFirstEntry();
        }
        return place;
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
        KeptFinding known = of(finding.id());
        for (Evidence seen : finding.evidence()) {
            Place place = known.has(seen.frame()) ? null : places.get(seen.frame());
            if (place != null) {
                known.add(seen.frame(), place.evidence(), place.stream());
            }
        }
        Finding placed = known.renumbered(finding, hasRoom() ? null : EvidenceTexts.NOTE_FULL);
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
