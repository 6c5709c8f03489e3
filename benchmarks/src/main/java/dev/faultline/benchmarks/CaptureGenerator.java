package dev.faultline.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Writes a large pcap of TCP conversations, mostly healthy, with known numbers of errors: the input of
/// comparisons and of tests with files that no repository should hold. The same arguments give the same file.
///
/// `CaptureGenerator FILE MEGABYTES [ERROR_SHARE]`
public final class CaptureGenerator {
    /// The link type of Ethernet frames.
    static final int LINKTYPE_ETHERNET = 1;

    private static final int MICROSECONDS = 0xa1b2_c3d4;
    private static final int ETHERNET = 14;
    private static final int HEADERS = ETHERNET + 20 + 20;
    private static final int SEGMENT = 1448;
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;
    private static final int OPEN = 256;

    private final OutputStream out;
    private final Random random = new Random(42);
    private final ByteBuffer record = ByteBuffer.allocate(16 + HEADERS + SEGMENT);
    private final double errorShare;
    private final @Nullable Conversation[] open = new Conversation[OPEN];
    private long micros = 1_760_000_000_000_000L;
    private long written;
    private int nextConversation;

    private static final class Conversation {
        final int client;
        final int server;
        final int clientPort;
        final int serverPort;
        final int exchanges;
        final boolean refused;
        final boolean reset;
        int step;
        int clientSeq;
        int serverSeq;

        Conversation(int number, Random random, double errorShare) {
            client = 0x0a4d0000 | random.nextInt(1 << 14);
            server = 0x0a600000 | random.nextInt(1 << 8);
            clientPort = 32768 + number % 28000;
            serverPort = 8000 + random.nextInt(50);
            exchanges = 1 + random.nextInt(12);
            double luck = random.nextDouble();
            refused = luck < errorShare / 2;
            reset = !refused && luck < errorShare;
            clientSeq = random.nextInt();
            serverSeq = random.nextInt();
        }
    }

    private CaptureGenerator(OutputStream out, double errorShare) {
        this.out = out;
        this.errorShare = errorShare;
    }

    /// Writes `file`.
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: CaptureGenerator FILE MEGABYTES [ERROR_SHARE]");
        }
        write(Path.of(args[0]), Long.parseLong(args[1]) << 20, args.length > 2 ? Double.parseDouble(args[2]) : 0.02);
    }

    /// Writes a capture of at least `bytes` bytes.
    ///
    /// @param errorShare share of the conversations that fail, half refused and half reset, 0…1
    public static void write(Path file, long bytes, double errorShare) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(header(MICROSECONDS));
            CaptureGenerator generator = new CaptureGenerator(out, errorShare);
            while (generator.written < bytes) {
                generator.advance(generator.random.nextInt(OPEN));
            }
        }
    }

    /// What a pcap file of Ethernet frames begins with.
    ///
    /// @param magic says how fine its times are
    static byte[] header(int magic) {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262_144)
                .putInt(LINKTYPE_ETHERNET)
                .array();
    }

    private void advance(int slot) throws IOException {
        Conversation c = open[slot];
        if (c == null) {
            c = new Conversation(nextConversation++, random, errorShare);
            open[slot] = c;
        }
        if (step(c)) {
            open[slot] = null;
        }
    }

    /// Writes the next packets of a conversation; true when it is over.
    private boolean step(Conversation c) throws IOException {
        int step = c.step++;
        if (step == 0) {
            packet(c, true, SYN, 0);
            c.clientSeq++;
            return false;
        }
        if (step == 1) {
            if (c.refused) {
                packet(c, false, RST | ACK, 0);
                return true;
            }
            packet(c, false, SYN | ACK, 0);
            c.serverSeq++;
            packet(c, true, ACK, 0);
            return false;
        }
        if (step < 2 + c.exchanges) {
            exchange(c);
            return false;
        }
        if (c.reset) {
            packet(c, false, RST | ACK, 0);
            return true;
        }
        close(c);
        return true;
    }

    private void exchange(Conversation c) throws IOException {
        int request = 100 + random.nextInt(600);
        packet(c, true, ACK, request);
        c.clientSeq += request;
        int segments = 1 + random.nextInt(8);
        for (int i = 0; i < segments; i++) {
            packet(c, false, ACK, SEGMENT);
            c.serverSeq += SEGMENT;
            if (i % 2 == 1) {
                packet(c, true, ACK, 0);
            }
        }
        if (segments % 2 == 1) {
            packet(c, true, ACK, 0);
        }
    }

    private void close(Conversation c) throws IOException {
        packet(c, true, FIN | ACK, 0);
        c.clientSeq++;
        packet(c, false, FIN | ACK, 0);
        c.serverSeq++;
        packet(c, true, ACK, 0);
    }

    private void packet(Conversation c, boolean fromClient, int flags, int payload) throws IOException {
        micros += 1 + random.nextInt(20);
        int length = HEADERS + payload;
        record.clear().order(ByteOrder.LITTLE_ENDIAN);
        record.putInt((int) (micros / 1_000_000))
                .putInt((int) (micros % 1_000_000))
                .putInt(length)
                .putInt(length);
        record.order(ByteOrder.BIG_ENDIAN);
        record.putLong(0x0200_0000_0001_0200L).putInt(0x0000_0002).putShort((short) 0x0800);
        record.put((byte) 0x45).put((byte) 0).putShort((short) (40 + payload)).putInt(0x0000_4000);
        record.put((byte) 64).put((byte) 6).putShort((short) 0);
        record.putInt(fromClient ? c.client : c.server).putInt(fromClient ? c.server : c.client);
        record.putShort((short) (fromClient ? c.clientPort : c.serverPort));
        record.putShort((short) (fromClient ? c.serverPort : c.clientPort));
        record.putInt(fromClient ? c.clientSeq : c.serverSeq);
        record.putInt((flags & ACK) == 0 ? 0 : fromClient ? c.serverSeq : c.clientSeq);
        record.put((byte) 0x50).put((byte) flags).putShort((short) 0xffff).putInt(0);
        checksums(payload);
        out.write(record.array(), 0, 16 + length);
        written += 16 + length;
    }

    /// Right checksums, as those of a healthy network; the payload is all zeros and adds nothing to them.
    private void checksums(int payload) {
        int ip = 16 + ETHERNET;
        int tcp = ip + 20;
        record.putShort(ip + 10, (short) ~folded(sum(ip, tcp)));
        int pseudoHeader = sum(ip + 12, tcp) + 6 + 20 + payload;
        record.putShort(tcp + 16, (short) ~folded(pseudoHeader + sum(tcp, tcp + 20)));
    }

    private int sum(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i += 2) {
            sum += record.getShort(i) & 0xffff;
        }
        return sum;
    }

    private static int folded(int sum) {
        int once = (sum & 0xffff) + (sum >>> 16);
        return (once & 0xffff) + (once >>> 16);
    }
}
