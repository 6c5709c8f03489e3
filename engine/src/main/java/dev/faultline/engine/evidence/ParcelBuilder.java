package dev.faultline.engine.evidence;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.finding.FindingKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Collects packets for one parcel.
public final class ParcelBuilder {
    /// A parcel of so many bytes is sent.
    public static final int FULL_BYTES = 128 << 10;

    private static final String APPLICATION = "faultline-agent";

    private final @Nullable FindingKind kind;
    private final IntFunction<CaptureInterface> interfaces;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PcapngWriter writer = new PcapngWriter(bytes, APPLICATION);
    private final Map<Integer, Integer> written = new HashMap<>();
    private final SequencedSet<String> findings = new LinkedHashSet<>();
    private long[] frames = new long[16];
    private int size;

    /// @param kind of the findings that the packets belong to; null where somebody asked for them
    /// @param interfaces gives an interface of the capture by its id
    public ParcelBuilder(@Nullable FindingKind kind, IntFunction<CaptureInterface> interfaces) throws IOException {
        this.kind = kind;
        this.interfaces = interfaces;
    }

    /// Adds a packet.
    ///
    /// @param frame its number in the capture
    public void add(PacketBatch batch, int index, long frame) throws IOException {
        int id = batch.interfaceId(index);
        Integer here = written.get(id);
        if (here == null) {
            here = writer.addInterface(interfaces.apply(id));
            written.put(id, here);
        }
        writer.write(batch, index, here, List.of());
        if (size == frames.length) {
            frames = Arrays.copyOf(frames, 2 * size);
        }
        frames[size++] = frame;
    }

    /// Its packets belong to that finding, too.
    void addFinding(String id) {
        findings.add(id);
    }

    /// Whether there is enough for a parcel.
    public boolean isFull() {
        return writer.position() >= FULL_BYTES;
    }

    /// Whether it has no packet.
    public boolean isEmpty() {
        return size == 0;
    }

    /// The parcel of what was added; nothing may be added any more.
    public Parcel build() throws IOException {
        writer.flush();
        return new Parcel(kind, List.copyOf(findings), bytes.toByteArray(), Arrays.copyOf(frames, size));
    }
}
