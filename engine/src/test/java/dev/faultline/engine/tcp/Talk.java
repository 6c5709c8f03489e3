package dev.faultline.engine.tcp;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client and a server that exchange the segments that a test writes down, and what the tracker makes of
/// them. Numbers are relative: 0 is the SYN of either.
final class Talk implements TcpObserver, StreamReport {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    static final int CLIENT_ISN = 0xffff_ff00;
    static final int SERVER_ISN = 5000;
    private static final int RAW_IP = 101;
    private static final long START = 1_700_000_000_000_000_000L;

    final CaptureClock clock = new CaptureClock();
    final TcpTracker tracker;
    final Map<Long, Integer> flags = new HashMap<>();
    final List<String> streams = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<TcpReset.Fit> fits = new ArrayList<>();

    @Nullable
    TcpConnection last;

    private final PacketBatch batch = new PacketBatch(1 << 17, 1);
    private final PacketDecoder decoder = new PacketDecoder(Limits.DEFAULT);
    private long time = START;
    private long frame;
    private int window = 1000;
    private int scale = -1;
    private int clientPort = 40000;
    private int vantage;
    private int ttl = 64;
    private int id;

    Talk() {
        this(Limits.DEFAULT);
    }

    Talk(Limits limits) {
        tracker = new TcpTracker(limits, clock, this, this);
    }

    /// The next segment comes that much later.
    Talk later(double millis) {
        time += Math.round(millis * 1e6);
        return this;
    }

    /// Segments have that window from now on.
    Talk window(int size) {
        window = size;
        return this;
    }

    /// SYNs offer that window scale from now on.
    Talk scale(int shift) {
        scale = shift;
        return this;
    }

    Talk clientPort(int port) {
        clientPort = port;
        return this;
    }

    Talk at(int point) {
        vantage = point;
        return this;
    }

    /// The last segment of that end once more, as a router passed it on.
    Talk routed() {
        ttl--;
        id--;
        return this;
    }

    Talk client(int flagBits, int seq, int ack, int length) {
        return segment(true, flagBits, CLIENT_ISN + seq, (flagBits & ACK) == 0 ? 0 : SERVER_ISN + ack, length);
    }

    Talk server(int flagBits, int seq, int ack, int length) {
        return segment(false, flagBits, SERVER_ISN + seq, (flagBits & ACK) == 0 ? 0 : CLIENT_ISN + ack, length);
    }

    /// SYN, SYN-ACK, ACK, a millisecond apart.
    Talk open() {
        return client(SYN, 0, 0, 0)
                .later(1)
                .server(SYN | ACK, 0, 1, 0)
                .later(1)
                .client(ACK, 1, 1, 0)
                .later(1);
    }

    Talk segment(boolean fromClient, int flagBits, int seq, int ack, int length) {
        boolean option = (flagBits & SYN) != 0 && scale >= 0;
        int header = option ? 24 : 20;
        ByteBuffer ip = ByteBuffer.allocate(20 + header + length);
        ip.putShort((short) 0x4500)
                .putShort((short) ip.capacity())
                .putShort((short) ++id)
                .putShort((short) 0);
        ip.put((byte) ttl).put((byte) 6).putShort((short) 0);
        ip.putInt(fromClient ? 0x0a000001 : 0x0a000002).putInt(fromClient ? 0x0a000002 : 0x0a000001);
        ip.putShort((short) (fromClient ? clientPort : 80)).putShort((short) (fromClient ? 80 : clientPort));
        ip.putInt(seq)
                .putInt(ack)
                .put((byte) (header << 2))
                .put((byte) flagBits)
                .putShort((short) window);
        ip.putInt(0);
        if (option) {
            ip.put(new byte[] {3, 3, (byte) scale, 1});
        }
        return packet(ip.array());
    }

    private Talk packet(byte[] bytes) {
        batch.clear();
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, batch.memory(), 0, bytes.length);
        batch.add(++frame, 0, bytes.length, bytes.length, time, 0, RAW_IP, -1);
        Packet decoded = decoder.decode(batch, 0);
        clock.advance(decoded.timestamp());
        tracker.advance();
        tracker.accept(decoded, vantage);
        return this;
    }

    /// Names of the flags of the last segment.
    List<String> lastFlags() {
        return AnalysisFlags.names(flags.getOrDefault(frame, 0));
    }

    TcpConnection connection() {
        if (last == null) {
            throw new AssertionError("no connection");
        }
        return last;
    }

    @Override
    public void flags(long number, int stream, int bits) {
        flags.put(number, bits);
    }

    @Override
    public void stream(int stream, int completeness, String zeekState, String zeekHistory) {
        streams.add(stream + " " + completeness + " " + zeekState + " " + zeekHistory);
    }

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        last = connection;
        events.add("opened");
    }

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        events.add("answered");
    }

    @Override
    public void onEstablished(TcpConnection connection, Packet packet) {
        events.add("established");
    }

    @Override
    public void onHandshakeTimeout(TcpConnection connection, long waited) {
        events.add("timeout " + waited / 1_000_000);
    }

    @Override
    public void onReset(TcpReset reset) {
        fits.add(reset.fit());
    }

    @Override
    public void onAfterReset(TcpConnection connection, Packet packet) {
        events.add("after reset");
    }

    @Override
    public void onDuplicate(TcpConnection connection, Packet packet, int ttlDrop) {
        events.add("duplicate " + ttlDrop);
    }

    @Override
    public void onMissed(TcpConnection connection, TcpEnd sender, long bytes, Packet packet) {
        events.add("missed " + bytes);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long now) {
        events.add("end " + end);
    }
}
