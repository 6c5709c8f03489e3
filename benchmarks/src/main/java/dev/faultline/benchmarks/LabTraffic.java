package dev.faultline.benchmarks;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Writes a capture full of applications: those of the lab's servers, and its HTTP, TLS and DNS, again and again, each
/// time between other hosts.
///
/// `LabTraffic FILE MEGABYTES [LAB]`
public final class LabTraffic {
    private static final List<String> OTHERS = List.of(
            "healthy-http", "healthy-http-variants", "healthy-keepalive", "http-5xx", "tls-alerts", "dns-errors");
    private static final int NANOSECONDS = 0xa1b2_3c4d;
    private static final int IPV4 = 0x0800;
    private static final int ADDRESSES = 14 + 12;
    private static final ValueLayout.OfShort WORD = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    /// Rounds for which no address runs over.
    private static final int MOST_ROUNDS = 2000;

    private final List<Frame> frames = new ArrayList<>();
    private final OutputStream out;
    private long written;
    private long time = 1_760_000_000_000_000_000L;

    private static final class Frame {
        final long after;
        final int length;
        final byte[] bytes;

        Frame(long after, int length, byte[] bytes) {
            this.after = after;
            this.length = length;
            this.bytes = bytes;
        }
    }

    private LabTraffic(OutputStream out) {
        this.out = out;
    }

    /// Writes the capture.
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: LabTraffic FILE MEGABYTES [LAB]");
        }
        Path lab = Path.of(args.length > 2 ? args[2] : "lab");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])), 1 << 20)) {
            LabTraffic traffic = new LabTraffic(out);
            try (Stream<Path> servers = Files.list(lab.resolve("servers"))) {
                for (Path file : servers.filter(path -> path.toString().endsWith(".pcap"))
                        .sorted()
                        .toList()) {
                    traffic.load(file);
                }
            }
            for (String name : OTHERS) {
                traffic.load(lab.resolve("captures").resolve(name + ".pcap"));
            }
            traffic.write(Long.parseLong(args[1]) << 20);
        }
    }

    private void load(Path file) throws IOException {
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 4096)) {
            long before = Long.MIN_VALUE;
            boolean more = true;
            while (more) {
                more = source.read(batch);
                for (int i = 0; i < batch.size(); i++) {
                    if (isIpv4(batch, i)) {
                        long at = batch.timestamp(i);
                        long after = before == Long.MIN_VALUE ? 1_000_000_000 : at - before;
                        before = at;
                        frames.add(new Frame(after, batch.length(i), bytes(batch, i)));
                    }
                }
            }
        }
    }

    private static boolean isIpv4(PacketBatch batch, int i) {
        return batch.linkType(i) == CaptureGenerator.LINKTYPE_ETHERNET
                && batch.captured(i) >= ADDRESSES + 8
                && (batch.memory().get(WORD, batch.offset(i) + 12L) & 0xffff) == IPV4;
    }

    private static byte[] bytes(PacketBatch batch, int i) {
        return batch.memory().asSlice(batch.offset(i), batch.captured(i)).toArray(ValueLayout.JAVA_BYTE);
    }

    private void write(long bytes) throws IOException {
        out.write(CaptureGenerator.header(NANOSECONDS));
        for (int round = 0; written < bytes && round < MOST_ROUNDS; round++) {
            for (Frame frame : frames) {
                write(frame, round);
            }
        }
    }

    private void write(Frame frame, int round) throws IOException {
        time += frame.after;
        byte[] bytes = frame.bytes.clone();
        move(MemorySegment.ofArray(bytes), round);
        ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt((int) (time / 1_000_000_000))
                .putInt((int) (time % 1_000_000_000))
                .putInt(bytes.length)
                .putInt(frame.length);
        out.write(record.array());
        out.write(bytes);
        written += 16 + bytes.length;
    }

    /// Other addresses with the same sum, so that checksums stay right.
    private static void move(MemorySegment frame, int round) {
        for (int at = ADDRESSES; at < ADDRESSES + 8; at += 4) {
            frame.set(WORD, at, (short) (frame.get(WORD, at) - round));
            frame.set(WORD, at + 2L, (short) (frame.get(WORD, at + 2L) + round));
        }
    }
}
