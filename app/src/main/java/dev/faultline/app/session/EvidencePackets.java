package dev.faultline.app.session;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CapturedPacket;
import dev.faultline.engine.capture.file.PacketReader;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads single packets out of a capture: those that prove a finding, or one of a flow. Blocks; thread-safe.
///
/// Keeps the last capture open, as some can only be read from their beginning.
public final class EvidencePackets implements AutoCloseable {
    private @Nullable OpenCapture open;

    private record OpenCapture(Path path, long size, FileTime modified, PacketReader reader) {}

    private record Read(Evidence evidence, CapturedPacket packet) {}

    /// The evidence of `finding`, in order of frames; packets whose place in the source is unknown are left
    /// out.
    ///
    /// @param capture the file that was analysed
    /// @throws IOException when the capture is gone, has changed or cannot be read; the message is for people
    public synchronized List<PacketDetail> of(Path capture, Finding finding) throws IOException {
        List<Evidence> wanted = finding.evidence().stream()
                .filter(evidence -> evidence.position() >= 0)
                .sorted(Comparator.comparingLong(Evidence::position))
                .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        PacketReader reader = reader(capture);
        List<Read> packets = new ArrayList<>(wanted.size());
        for (Evidence evidence : wanted) {
            packets.add(new Read(evidence, reader.read(evidence.position())));
        }
        packets.sort(Comparator.comparingLong(read -> read.evidence().frame()));
        return details(finding, packets);
    }

    /// A packet of a flow.
    ///
    /// @param client who opened the flow
    /// @param server the other end
    /// @param start time of the flow's first packet
    /// @param seq its relative sequence number
    /// @param ack its relative acknowledgment number
    public record Place(
            Evidence packet,
            @Nullable Endpoint client,
            @Nullable Endpoint server,
            long start,
            long seq,
            long ack) {}

    /// One packet of a flow.
    ///
    /// @throws IOException as [#of]
    public synchronized PacketDetail at(Path capture, Place place) throws IOException {
        CapturedPacket packet = reader(capture).read(place.packet().position());
        PacketLines lines = new PacketLines(place.client(), place.server(), place.start());
        Read read = new Read(place.packet(), packet);
        try (PacketBatch batch = new PacketBatch(1 << 16, 1)) {
            lines.learn(decode(batch, read), place.seq(), place.ack());
            return detail(batch, read, lines);
        }
    }

    private PacketReader reader(Path capture) throws IOException {
        OpenCapture known = open;
        if (known != null) {
            if (known.path().equals(capture) && Files.exists(capture) && isUnchanged(known)) {
                return known.reader();
            }
            close();
        }
        PacketReader reader = PacketReader.open(capture, Limits.DEFAULT);
        open = new OpenCapture(capture, Files.size(capture), Files.getLastModifiedTime(capture), reader);
        return reader;
    }

    private static boolean isUnchanged(OpenCapture known) throws IOException {
        return Files.size(known.path()) == known.size()
                && Files.getLastModifiedTime(known.path()).equals(known.modified());
    }

    private static List<PacketDetail> details(Finding finding, List<Read> packets) {
        PacketLines lines = new PacketLines(
                finding.src(), finding.dst(), packets.getFirst().packet().timestamp());
        List<PacketDetail> details = new ArrayList<>(packets.size());
        try (PacketBatch batch = new PacketBatch(1 << 16, 1)) {
            for (Read read : packets) {
                lines.learn(decode(batch, read));
            }
            for (Read read : packets) {
                details.add(detail(batch, read, lines));
            }
        }
        return details;
    }

    private static PacketDetail detail(PacketBatch batch, Read read, PacketLines lines) {
        Packet packet = decode(batch, read);
        PacketBytes bytes = new PacketBytes(bytes(read.packet()));
        return new PacketDetail(
                lines.line(packet), read.packet().length(), bytes.array(), PacketLayers.of(packet, bytes, lines));
    }

    private static byte[] bytes(CapturedPacket packet) {
        return packet.bytes().toArray(ValueLayout.JAVA_BYTE);
    }

    /// Decodes a packet for itself: a fragment stays one.
    private static Packet decode(PacketBatch batch, Read read) {
        MemorySegment bytes = read.packet().bytes();
        batch.clear();
        batch.ensureBytes(bytes.byteSize(), 0);
        MemorySegment.copy(bytes, 0, batch.memory(), 0, bytes.byteSize());
        batch.add(
                read.evidence().frame(),
                0,
                (int) bytes.byteSize(),
                read.packet().length(),
                read.packet().timestamp(),
                read.packet().captureInterface().id(),
                read.packet().linkType(),
                read.evidence().position());
        return new PacketDecoder(Limits.DEFAULT).decode(batch, 0);
    }

    /// Closes the capture.
    @Override
    public synchronized void close() throws IOException {
        OpenCapture known = open;
        open = null;
        if (known != null) {
            known.reader().close();
        }
    }
}
