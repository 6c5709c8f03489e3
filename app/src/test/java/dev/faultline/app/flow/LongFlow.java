package dev.faultline.app.flow;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.file.CapturedPacket;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.packet.TcpHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Writes a capture of one long TCP transfer in which three segments of a hundred are sent twice.
public final class LongFlow implements AutoCloseable {
    private static final int ETHERNET = 1;
    private static final int SEGMENT = 1448;
    private static final int HEADERS = 54;
    private static final CaptureInterface INTERFACE = new CaptureInterface(0, "eth0", "", ETHERNET, 0);

    private final PcapngWriter writer;
    private final Random random = new Random(1);
    private long time = 1_700_000_000_000_000_000L;

    private LongFlow(Path target) throws IOException {
        writer = new PcapngWriter(new BufferedOutputStream(Files.newOutputStream(target)), "test");
        writer.addInterface(INTERFACE);
    }

    /// Writes it.
    public static void write(Path target, int packets) throws IOException {
        try (LongFlow flow = new LongFlow(target)) {
            flow.write(packets);
        }
    }

    private void write(int packets) throws IOException {
        packet(true, TcpHeader.SYN, 0, 0, 0);
        packet(false, TcpHeader.SYN | TcpHeader.ACK, 0, 1, 0);
        packet(true, TcpHeader.ACK, 1, 1, 0);
        int seq = 1;
        int written = 3;
        while (written < packets) {
            packet(true, TcpHeader.ACK, seq, 1, SEGMENT);
            seq += SEGMENT;
            if (random.nextInt(100) < 3) {
                time += 30_000_000;
                packet(true, TcpHeader.ACK, seq - SEGMENT, 1, SEGMENT);
                written++;
            }
            packet(false, TcpHeader.ACK, 1, seq, 0);
            written += 2;
        }
    }

    private void packet(boolean toServer, int flags, int seq, int ack, int length) throws IOException {
        time += 20_000 + random.nextInt(50_000);
        ByteBuffer bytes = ByteBuffer.allocate(HEADERS);
        bytes.position(12).putShort((short) 0x0800);
        bytes.put((byte) 0x45).put((byte) 0).putShort((short) (40 + length));
        bytes.putShort((short) random.nextInt(1 << 16)).putShort((short) 0x4000);
        bytes.put((byte) 64).put((byte) 6).putShort((short) 0);
        bytes.putInt(toServer ? 0x0a000001 : 0x0a000002).putInt(toServer ? 0x0a000002 : 0x0a000001);
        bytes.putShort((short) (toServer ? 40_000 : 9_000)).putShort((short) (toServer ? 9_000 : 40_000));
        bytes.putInt(seq).putInt(ack).put((byte) 0x50).put((byte) flags).putShort((short) 65_535);
        writer.write(
                new CapturedPacket(MemorySegment.ofArray(bytes.array()), HEADERS + length, time, ETHERNET, INTERFACE),
                0,
                List.of());
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
