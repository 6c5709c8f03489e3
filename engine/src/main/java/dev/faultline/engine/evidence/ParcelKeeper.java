package dev.faultline.engine.evidence;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.flow.FlowKey;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Puts the packets of findings of a live capture aside in parcels, for somebody elsewhere. As
/// [EvidenceKeeper], it takes those of a finding's flow that are still in the ring, then those that follow for
/// a while; findings keep the numbers that frames have in the capture.
///
/// Used by the analysing thread alone.
public final class ParcelKeeper implements Closeable {
    private static final int MOST_FINDINGS = 5000;
    /// How long a parcel that is not full waits for more packets.
    private static final long WAIT = TimeUnit.MILLISECONDS.toNanos(200);

    private final PacketRing ring;
    private final FlowFollower follower;
    private final IntFunction<CaptureInterface> interfaces;
    private final Consumer<Parcel> ready;
    private final LongSupplier nanoTime;
    private final SequencedMap<String, KeptFinding> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<FindingKind, ParcelBuilder> open = new EnumMap<>(FindingKind.class);
    private final List<Parcel> full = new ArrayList<>();
    private long opened;
    private long incomplete;
    private @Nullable Finding keeping;

    /// @param interfaces gives an interface of the capture by its id
    /// @param ready takes a parcel, after the findings that it belongs to were told
    /// @param nanoTime tells how long parcels wait, as [System#nanoTime()] does
    public ParcelKeeper(
            IntFunction<CaptureInterface> interfaces,
            EvidenceBudget budget,
            Consumer<Parcel> ready,
            LongSupplier nanoTime) {
        this.interfaces = interfaces;
        this.ready = ready;
        this.nanoTime = nanoTime;
        ring = new PacketRing(budget.ringBytes());
        follower = new FlowFollower(ring, budget, this::write);
    }

    /// Another budget from now on; the ring keeps its size.
    public void budget(EvidenceBudget other) {
        follower.budget(other);
    }

    /// A packet was captured. To be called for each, before findings that rest on it are kept.
    public void accept(PacketBatch batch, int index, Packet packet) {
        follower.now(batch.timestamp(index));
        ring.add(batch, index, FlowKey.of(packet), begins(packet));
    }

    private static boolean begins(Packet packet) {
        return packet.isTcp()
                && packet.tcp().has(TcpHeader.SYN)
                && !packet.tcp().has(TcpHeader.ACK);
    }

    /// Puts the packets of a finding aside.
    ///
    /// @return the finding, which says from when on they were kept when earlier ones had left the ring
    public Finding keep(Finding finding) {
        KeptFinding known = kept.computeIfAbsent(finding.id(), id -> new KeptFinding());
        if (kept.size() > MOST_FINDINGS) {
            kept.pollFirstEntry();
        }
        boolean wasCut = known.isCut();
        keeping = finding;
        try {
            putAside(finding, known);
        } catch (IOException e) {
            throw inMemory(e);
        }
        if (!wasCut && known.isCut()) {
            incomplete++;
        }
        return known.noted(finding);
    }

    private void putAside(Finding finding, KeptFinding known) throws IOException {
        FollowedFlow flow = follower.follow(finding);
        for (Evidence seen : finding.evidence()) {
            long packet = ring.ofFrame(seen.frame());
            if (packet != PacketRing.NONE) {
                follower.write(packet, null);
            }
        }
        if (flow != null) {
            known.flow(flow);
        }
    }

    private void write(RingChunk chunk, int index, @Nullable FollowedFlow flow) throws IOException {
        Finding finding = flow == null ? keeping : flow.finding;
        if (finding == null) {
            throw new IllegalStateException("packets of no finding");
        }
        if (open.isEmpty()) {
            opened = nanoTime.getAsLong();
        }
        ParcelBuilder builder = open.get(finding.kind());
        if (builder == null) {
            builder = new ParcelBuilder(finding.kind(), interfaces);
            open.put(finding.kind(), builder);
        }
        long frame = chunk.batch.frameNumber(index);
        builder.add(chunk.batch, index, frame);
        builder.addFinding(finding.id());
        chunk.keptFrames[index] = frame;
        if (builder.isFull()) {
            full.add(builder.build());
            open.remove(finding.kind());
        }
    }

    /// All findings until now have been told: puts aside what else came of their flows, and hands out what is
    /// ready.
    public void flush() {
        try {
            follower.writeNew();
            if (!open.isEmpty() && nanoTime.getAsLong() - opened >= WAIT) {
                buildOpen();
            }
        } catch (IOException e) {
            throw inMemory(e);
        }
        full.forEach(ready);
        full.clear();
    }

    /// Hands out all that was put aside: no more packets come.
    public void finish() {
        try {
            follower.writeNew();
            buildOpen();
        } catch (IOException e) {
            throw inMemory(e);
        }
        flush();
    }

    private void buildOpen() throws IOException {
        for (ParcelBuilder builder : open.values()) {
            full.add(builder.build());
        }
        open.clear();
    }

    /// The packets of a flow that the ring still has, the latest ones, in order.
    ///
    /// @param key as in [FlowKey]
    /// @param since only those from then on, nanoseconds since the epoch
    /// @param mostBytes bytes of packets at most
    public List<Parcel> find(long key, long since, long mostBytes) {
        Deque<Long> found = new ArrayDeque<>();
        long left = mostBytes;
        long packet = ring.latest(key);
        while (packet != PacketRing.NONE && left > 0 && time(packet) >= since) {
            found.addFirst(packet);
            left -= ring.chunk(packet).batch.captured(PacketRing.index(packet));
            packet = ring.before(packet);
        }
        try {
            return parcels(found);
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    private List<Parcel> parcels(Iterable<Long> packets) throws IOException {
        List<Parcel> parcels = new ArrayList<>();
        ParcelBuilder builder = new ParcelBuilder(null, interfaces);
        for (long packet : packets) {
            RingChunk chunk = ring.chunk(packet);
            int index = PacketRing.index(packet);
            builder.add(chunk.batch, index, chunk.batch.frameNumber(index));
            if (builder.isFull()) {
                parcels.add(builder.build());
                builder = new ParcelBuilder(null, interfaces);
            }
        }
        if (!builder.isEmpty()) {
            parcels.add(builder.build());
        }
        return parcels;
    }

    private long time(long packet) {
        return ring.chunk(packet).batch.timestamp(PacketRing.index(packet));
    }

    /// Time of the earliest packet in the ring, nanoseconds since the epoch; 0 when there is none.
    public long earliest() {
        return ring.earliest();
    }

    /// Findings of which packets had left the ring before they were made.
    public long incomplete() {
        return incomplete;
    }

    private static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("packets cannot be written to memory", e);
    }

    @Override
    public void close() {
        ring.close();
    }
}
