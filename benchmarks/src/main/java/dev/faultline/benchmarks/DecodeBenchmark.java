package dev.faultline.benchmarks;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How long one packet takes from the batch to its transport header. `-prof gc` shows that nothing is
/// allocated.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
    private static final int PACKETS = 4096;
    private static final int ETHERNET = 1;

    private static final String MAC_ADDRESSES = "020000000002020000000001";
    private static final String TCP_OPTIONS = "0101080a0000000100000002";
    private static final String TCP = "9c400050000003e8000007d08010020000000000" + TCP_OPTIONS + "61".repeat(100);
    private static final String IPV4_TCP = "450000980001400040060000" + "0a0000010a000002" + TCP;
    private static final String IPV6_TCP =
            "6000000000840640fd000000000000000000000000000001" + "fd000000000000000000000000000002" + TCP;
    private static final String UDP = "9c4000350020000061616161616161616161616161616161616161616161616161616161";
    private static final String IPV4_UDP = "450000380001400040110000" + "0a0000010a000002" + UDP;
    private static final String INNER = MAC_ADDRESSES + "0800" + IPV4_TCP;
    private static final String VXLAN = "c35012b500b60000" + "0800000000002a00" + INNER;
    private static final String IPV4_VXLAN = "450000ca0001400040110000" + "0a0000010a000002" + VXLAN;
    private static final String IPV4_ICMP = "4500003800014000400100000a0000020a000001" + "03030000" + "00000000"
            + "4500003c00014000401100000a0000010a000002" + "9c40003500280000";

    /// The kind of packets; `mix` has all of them.
    @Param({"tcp", "vlan-tcp6", "udp", "vxlan-tcp", "icmp-error", "mix"})
    @SuppressWarnings("NullAway.Init")
    public String kind;

    @SuppressWarnings("NullAway.Init")
    private PacketBatch batch;

    @SuppressWarnings("NullAway.Init")
    private PacketDecoder decoder;

    /// Fills the batch.
    @Setup
    public void fill() {
        byte[][] frames = switch (kind) {
            case "tcp" -> new byte[][] {frame("0800" + IPV4_TCP)};
            case "vlan-tcp6" -> new byte[][] {frame("8100000586dd" + IPV6_TCP)};
            case "udp" -> new byte[][] {frame("0800" + IPV4_UDP)};
            case "vxlan-tcp" -> new byte[][] {frame("0800" + IPV4_VXLAN)};
            case "icmp-error" -> new byte[][] {frame("0800" + IPV4_ICMP)};
            default ->
                new byte[][] {
                    frame("0800" + IPV4_TCP),
                    frame("8100000586dd" + IPV6_TCP),
                    frame("0800" + IPV4_UDP),
                    frame("0800" + IPV4_TCP),
                    frame("0800" + IPV4_VXLAN),
                    frame("0800" + IPV4_TCP),
                    frame("0800" + IPV4_ICMP),
                };
        };
        batch = new PacketBatch(PACKETS * 256, PACKETS);
        decoder = new PacketDecoder(Limits.DEFAULT);
        int offset = 0;
        for (int i = 0; i < PACKETS; i++) {
            byte[] frame = frames[i % frames.length];
            MemorySegment.copy(MemorySegment.ofArray(frame), 0, batch.memory(), offset, frame.length);
            batch.add(i + 1, offset, frame.length, frame.length, i, 0, ETHERNET, -1);
            offset += frame.length;
        }
    }

    private static byte[] frame(String typeAndPayload) {
        return HexFormat.of().parseHex(MAC_ADDRESSES + typeAndPayload);
    }

    /// Frees the batch.
    @TearDown
    public void free() {
        batch.close();
    }

    /// Decodes the whole batch.
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long decode() {
        long sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            Packet packet = decoder.decode(batch, i);
            sum += packet.protocol() + packet.ip().srcLow();
            if (packet.isTcp()) {
                sum += packet.tcp().seq() + packet.tcp().payloadLength();
            }
        }
        return sum;
    }
}
