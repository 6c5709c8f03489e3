package dev.faultline.engine.detect;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A small capture that a test writes down packet by packet, and what the whole analysis finds in it.
final class Scene {
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    private static final int RAW_IP = 101;
    private static final int ETHERNET = 1;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final long START = 1_700_000_000_000_000_000L;

    private final List<Frame> frames = new ArrayList<>();
    /// Times at which the source says how things stand, by the number of packets before.
    private final Map<Integer, Long> quiet = new TreeMap<>();

    private final Map<Integer, long[]> blind = new TreeMap<>();
    private long time = START;
    private int interfaceId;
    private int ttl = 63;
    private int window = 512;
    private Duration staleTimeout = AnalysisOptions.of("scene").staleTimeout();

    private static final class Frame {
        int linkType = RAW_IP;
        final byte[] bytes;
        final int captured;
        final long time;
        final int interfaceId;

        Frame(byte[] bytes, int captured, long time, int interfaceId) {
            this.bytes = bytes;
            this.captured = captured;
            this.time = time;
            this.interfaceId = interfaceId;
        }
    }

    /// The next packets come so many seconds after the beginning.
    Scene at(double seconds) {
        time = START + Math.round(seconds * 1e9);
        return this;
    }

    /// After the packets so far, nothing is captured until now.
    Scene quiet() {
        quiet.put(frames.size(), time);
        return this;
    }

    /// The source cannot see from now on until so many seconds after the beginning.
    Scene blindUntil(double seconds) {
        blind.put(frames.size(), new long[] {time, START + Math.round(seconds * 1e9)});
        return this;
    }

    /// The next packets are seen on that interface.
    Scene on(int id) {
        interfaceId = id;
        return this;
    }

    /// The next packets have that time to live.
    Scene ttl(int hops) {
        ttl = hops;
        return this;
    }

    /// The next TCP segments offer that window.
    Scene window(int bytes) {
        window = bytes;
        return this;
    }

    Scene staleTimeout(Duration silence) {
        staleTimeout = silence;
        return this;
    }

    Scene udp(String src, int srcPort, String dst, int dstPort) {
        return packet(udpPacket(src, srcPort, dst, dstPort));
    }

    Scene tcp(String src, int srcPort, String dst, int dstPort, int flags, int seq, int ack, int payload) {
        return packet(tcpPacket(src, srcPort, dst, dstPort, flags, seq, ack, payload));
    }

    /// An ICMP error that quotes the packet `quoted`.
    Scene error(String src, String dst, int type, int code, byte[] quoted) {
        return icmp(src, dst, type, code, 0, quoted);
    }

    Scene icmp(String src, String dst, int type, int code, int rest, byte[] payload) {
        return packet(icmpPacket(src, dst, type, code, rest, payload));
    }

    Scene packet(byte[] packet) {
        return packet(packet, packet.length);
    }

    /// A packet of which only the first bytes were captured.
    Scene packet(byte[] packet, int captured) {
        frames.add(new Frame(packet, captured, time, interfaceId));
        return this;
    }

    /// A frame of Ethernet.
    Scene ethernet(byte[] frame) {
        packet(frame);
        frames.getLast().linkType = ETHERNET;
        return this;
    }

    /// An ARP message; an answer goes to its target alone.
    ///
    /// @param link Ethernet address of the sender, hexadecimal
    Scene arp(boolean request, String link, String sender, String target) {
        byte[] from = HexFormat.of().parseHex(link);
        ByteBuffer frame = ByteBuffer.allocate(42);
        frame.put(request ? new byte[] {-1, -1, -1, -1, -1, -1} : new byte[] {2, 0, 0, 0, 0, 99})
                .put(from);
        frame.putShort((short) 0x0806)
                .putShort((short) 1)
                .putShort((short) 0x0800)
                .putShort((short) 0x0604);
        frame.putShort((short) (request ? 1 : 2))
                .put(from)
                .put(IpAddress.parse(sender).bytes());
        frame.put(new byte[6]).put(IpAddress.parse(target).bytes());
        return ethernet(frame.array());
    }

    /// The last packet once more, with one bit of its last byte turned.
    Scene spoilt() {
        Frame last = frames.removeLast();
        byte[] bytes = last.bytes.clone();
        bytes[bytes.length - 1] ^= 1;
        frames.add(new Frame(bytes, last.captured, last.time, last.interfaceId));
        return this;
    }

    // ------------------------------------------------------------------------------------------------ packets

    byte[] udpPacket(String src, int srcPort, String dst, int dstPort) {
        ByteBuffer udp = ByteBuffer.allocate(20);
        udp.putShort((short) srcPort)
                .putShort((short) dstPort)
                .putShort((short) 20)
                .putShort((short) 0);
        return ip(src, dst, UDP, udp.array());
    }

    byte[] tcpPacket(String src, int srcPort, String dst, int dstPort, int flags, int seq, int ack, int payload) {
        ByteBuffer tcp = ByteBuffer.allocate(20 + payload);
        tcp.putShort((short) srcPort).putShort((short) dstPort).putInt(seq).putInt(ack);
        tcp.put((byte) 0x50).put((byte) flags).putShort((short) ((flags & RST) != 0 ? 0 : window));
        return ip(src, dst, TCP, tcp.array());
    }

    byte[] icmpPacket(String src, String dst, int type, int code, int rest, byte[] payload) {
        boolean v4 = IpAddress.parse(src).version() == 4;
        ByteBuffer icmp = ByteBuffer.allocate(8 + payload.length);
        icmp.put((byte) type).put((byte) code).putShort((short) 0).putInt(rest).put(payload);
        long sum = sum(icmp.array());
        if (!v4) {
            sum += sum(IpAddress.parse(src).bytes()) + sum(IpAddress.parse(dst).bytes()) + icmp.capacity() + ICMPV6;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        icmp.putShort(2, (short) ~sum);
        return ip(src, dst, v4 ? ICMP : ICMPV6, icmp.array());
    }

    private static long sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }

    byte[] ip(String src, String dst, int protocol, byte[] payload) {
        IpAddress from = IpAddress.parse(src);
        IpAddress to = IpAddress.parse(dst);
        ByteBuffer ip;
        if (from.version() == 4) {
            ip = ByteBuffer.allocate(20 + payload.length);
            ip.putShort((short) 0x4500).putShort((short) ip.capacity()).putInt(0x0001_0000);
            ip.put((byte) ttl).put((byte) protocol).putShort((short) 0);
        } else {
            ip = ByteBuffer.allocate(40 + payload.length);
            ip.putInt(0x6000_0000)
                    .putShort((short) payload.length)
                    .put((byte) protocol)
                    .put((byte) ttl);
        }
        return ip.put(from.bytes()).put(to.bytes()).put(payload).array();
    }

    /// The first bytes of a packet.
    static byte[] first(int count, byte[] bytes) {
        return Arrays.copyOf(bytes, count);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    // ----------------------------------------------------------------------------------------------- findings

    /// What the analysis finds, in the order in which it was told first.
    List<Finding> findings() {
        Map<String, Finding> found = new LinkedHashMap<>();
        try (Frames source = new Frames(frames, quiet, blind)) {
            AnalysisOptions options = AnalysisOptions.of("scene");
            AnalysisOptions onThisThread = new AnalysisOptions(
                    options.identity(), options.limits(), staleTimeout, options.wiresharkFlags(), 1);
            Analysis.run(source, onThisThread, finding -> found.put(finding.id(), finding));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found.values());
    }

    List<Finding> findings(FindingKind kind) {
        return findings().stream().filter(finding -> finding.kind() == kind).toList();
    }

    /// The one finding of that kind.
    Finding finding(FindingKind kind) {
        List<Finding> found = findings(kind);
        if (found.size() != 1) {
            throw new AssertionError("not one " + kind.id() + ", but " + findings());
        }
        return found.getFirst();
    }

    private static final class Frames implements CaptureSource {
        private final List<Frame> frames;
        private final Map<Integer, Long> quiet;
        private final Map<Integer, long[]> blind;
        private int next;

        Frames(List<Frame> frames, Map<Integer, Long> quiet, Map<Integer, long[]> blind) {
            this.frames = frames;
            this.quiet = new TreeMap<>(quiet);
            this.blind = new TreeMap<>(blind);
        }

        @Override
        public boolean read(PacketBatch batch) {
            batch.clear();
            int offset = 0;
            long[] unseen = blind.remove(next);
            if (unseen != null) {
                batch.blind(unseen[0], unseen[1]);
            }
            while (next < frames.size() && !batch.isFull() && !quiet.containsKey(next) && !blind.containsKey(next)) {
                Frame frame = frames.get(next++);
                batch.ensureBytes(offset + (long) frame.captured, offset);
                MemorySegment.copy(MemorySegment.ofArray(frame.bytes), 0, batch.memory(), offset, frame.captured);
                batch.add(
                        next,
                        offset,
                        frame.captured,
                        frame.bytes.length,
                        frame.time,
                        frame.interfaceId,
                        frame.linkType,
                        offset);
                offset += frame.captured;
            }
            Long until = quiet.remove(next);
            if (until != null) {
                batch.quietUntil(until);
            }
            return batch.size() > 0 || until != null || unseen != null;
        }

        @Override
        public String format() {
            return "scene";
        }

        @Override
        public List<CaptureInterface> interfaces() {
            return List.of(
                    new CaptureInterface(0, "eth0", "", RAW_IP, 0), new CaptureInterface(1, "eth1", "", RAW_IP, 0));
        }

        @Override
        public CaptureStatistics statistics() {
            return new CaptureStatistics(next, 0, 0, -1, 0, 0, 0, null, List.of());
        }

        @Override
        public void close() {}
    }
}
