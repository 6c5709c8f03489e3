package dev.faultline.engine.evidence;

import dev.faultline.engine.finding.FindingKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Packets that were put aside, as something to send: a whole pcapng file. Immutable.
public final class Parcel {
    private final @Nullable FindingKind kind;
    private final List<String> findings;
    private final byte[] pcapng;
    private final long[] frames;

    Parcel(@Nullable FindingKind kind, List<String> findings, byte[] pcapng, long[] frames) {
        this.kind = kind;
        this.findings = List.copyOf(findings);
        this.pcapng = pcapng;
        this.frames = frames;
    }

    /// The kind of the findings that its packets belong to; null where somebody asked for them.
    public @Nullable FindingKind kind() {
        return kind;
    }

    /// Ids of findings that its packets belong to.
    public List<String> findings() {
        return findings;
    }

    /// Bytes of the file.
    public int size() {
        return pcapng.length;
    }

    /// The file.
    public byte[] pcapng() {
        return pcapng.clone();
    }

    /// Packets in it.
    public int packets() {
        return frames.length;
    }

    /// The number of a packet in its capture.
    ///
    /// @param index of the packet in the file, from 0
    public long frame(int index) {
        return frames[index];
    }
}
