package dev.faultline.engine.evidence;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.Vantages;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpTracker;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// The file that keeps the packets of findings: a pcapng like any other. It numbers frames and TCP streams as
/// Wireshark does when it opens the file, so that findings can name both.
///
/// The packets of one flow are in order, but flows lie one behind the other as they were put aside, so time
/// goes back and forth.
final class EvidenceFile implements Closeable {
    private final PcapngWriter writer;
    private final IntFunction<CaptureInterface> interfaces;
    private final Map<Integer, Integer> written = new HashMap<>();
    private final Map<CaptureInterface, Integer> distinct = new HashMap<>();
    private final PacketDecoder decoder;
    private final Vantages vantages;
    private final CaptureClock clock = new CaptureClock();
    private final TcpTracker tcp;
    private long frames;
    private long position;
    private int stream = -1;

    /// Makes the file; one that is there is replaced.
    ///
    /// @param interfaces gives an interface of the capture by its id
    EvidenceFile(Path file, Limits limits, String application, IntFunction<CaptureInterface> interfaces)
            throws IOException {
        this.interfaces = interfaces;
        decoder = new PacketDecoder(limits);
        vantages = new Vantages(interfaces);
        tcp = new TcpTracker(limits, clock, new TcpObserver() {}, null);
        writer = new PcapngWriter(Files.newOutputStream(file), application);
        writer.flush();
    }

    /// Writes a packet, and notes in the ring where it is kept.
    void write(RingChunk chunk, int index) throws IOException {
        Packet packet = write(chunk.batch, index);
        chunk.keptFrames[index] = frames;
        chunk.keptPositions[index] = position;
        chunk.keptStreams[index] = stream;
        chunk.begins[index] = packet.isTcp()
                && packet.tcp().has(TcpHeader.SYN)
                && !packet.tcp().has(TcpHeader.ACK);
    }

    /// Writes a packet, as number [#packets()], at [#lastPosition()], of stream [#lastStream()].
    ///
    /// @return the packet, until the next one
    Packet write(PacketBatch batch, int index) throws IOException {
        int id = interfaceId(batch.interfaceId(index));
        position = writer.position();
        writer.write(batch, index, id, List.of());
        frames++;
        Packet packet = decoder.decode(batch, index);
        stream = stream(packet);
        return packet;
    }

    /// Where the last packet lies.
    long lastPosition() {
        return position;
    }

    /// The stream of the last packet as Wireshark will count it, or -1.
    int lastStream() {
        return stream;
    }

    private int interfaceId(int id) throws IOException {
        Integer known = written.get(id);
        if (known != null) {
            return known;
        }
        CaptureInterface original = interfaces.apply(id);
        CaptureInterface same = new CaptureInterface(
                0, original.name(), original.description(), original.linkType(), original.snapLength());
        Integer again = distinct.get(same);
        int added = again == null ? writer.addInterface(original) : again;
        distinct.put(same, added);
        written.put(id, added);
        return added;
    }

    /// The packet's stream as Wireshark will count it, or -1.
    private int stream(Packet packet) {
        clock.advance(packet.timestamp());
        tcp.advance();
        if (packet.isTcp() || packet.hasPartialTcp()) {
            return tcp.accept(packet, vantages.of(packet));
        }
        if (packet.isIcmp()
                && packet.icmp().quoted().isPresent()
                && packet.icmp().quoted().hasTcpHeader()) {
            return tcp.acceptQuoted(packet.icmp().quoted(), packet.timestamp());
        }
        return -1;
    }

    /// Writes names of addresses.
    void writeNames(Map<IpAddress, List<String>> names) throws IOException {
        writer.writeNames(names);
    }

    /// Bytes written.
    long size() {
        return writer.position();
    }

    /// Packets written.
    long packets() {
        return frames;
    }

    /// Lets others read what was written.
    void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
