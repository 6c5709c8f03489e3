package dev.faultline.app.flow;

import dev.faultline.app.session.FlagNames;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CombinedSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.ClockOffsets;
import dev.faultline.engine.tcp.AnalysisFlags;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Reads flows of the lab's captures and writes them down for comparison.
public final class Flows {
    /// The captures of the error lab.
    public static final Path LAB = Path.of("../lab/captures");

    /// What two nodes of a cluster saw at once.
    private static final Path NODES = Path.of("../lab/nodes");

    private Flows() {}

    /// A stream of a capture of the lab.
    public static Conversation lab(String capture, int stream) throws IOException {
        return read(FlowRequest.of(LAB.resolve(capture + ".pcap"), stream), Limits.DEFAULT);
    }

    static Conversation read(FlowRequest request, Limits limits) throws IOException {
        return new ConversationReader(limits).read(request, new ConversationReader.Progress() {
            @Override
            public void read(double share) {}

            @Override
            public boolean isCancelled() {
                return false;
            }
        });
    }

    /// The packets, a line each: direction, flags, numbers, what Wireshark says, the states of both ends.
    static List<String> packets(Conversation flow) {
        List<String> lines = new ArrayList<>();
        for (int packet = 0; packet < flow.size(); packet++) {
            lines.add(packet(flow, packet));
        }
        return lines;
    }

    private static String packet(Conversation flow, int packet) {
        String arrow = switch (flow.direction(packet)) {
            case CLIENT_TO_SERVER -> ">";
            case SERVER_TO_CLIENT -> "<";
            case OTHER -> "?";
        };
        IcmpNote note = flow.icmp(packet);
        String what = note != null
                ? note.meaning() + " from " + note.reporter()
                : FlagNames.of(flow.flags(packet)) + " " + flow.seq(packet) + " " + flow.ack(packet) + " "
                        + flow.length(packet);
        String flags = String.join(" ", AnalysisFlags.names(flow.analysis(packet)));
        return arrow + " " + what + (flags.isEmpty() ? "" : " [" + flags + "]")
                + (flow.isStopped(packet) ? " stopped" : "") + " " + flow.clientState(packet) + "/"
                + flow.serverState(packet);
    }

    /// The rows of a ladder, a word or two each.
    static List<String> rows(LadderRows rows) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            lines.add(
                    switch (rows.get(row)) {
                        case LadderRow.OnePacket(int packet) -> "packet " + packet;
                        case LadderRow.Fold fold ->
                            fold.sort() + " " + fold.from() + "-" + fold.to() + ", " + fold.bytes() + " bytes";
                        case LadderRow.Idle(int before, long nanos) -> "idle " + nanos / 1_000_000 + " ms";
                        case LadderRow.LeftOut(long count) -> "left out " + count;
                        case LadderRow.CaptureEnd(long nanos) -> "end after " + nanos / 1_000_000 + " ms";
                    });
        }
        return lines;
    }

    /// Writes what both nodes of the lab saw of a scenario into one capture, in order of time and by one clock.
    public static void writeNodes(String scenario, Path target) throws IOException {
        long ahead;
        try (CaptureSource a = node(scenario, "a");
                CaptureSource b = node(scenario, "b")) {
            ahead = new ClockOffsets(Limits.DEFAULT).of(List.of(a, b))[1];
        }
        try (CombinedSource source = new CombinedSource(List.of(
                        new CombinedSource.Part("node-a", node(scenario, "a"), 0),
                        new CombinedSource.Part("node-b", node(scenario, "b"), ahead)));
                PacketBatch batch = new PacketBatch(1 << 22, 10_000);
                PcapngWriter writer =
                        new PcapngWriter(new BufferedOutputStream(Files.newOutputStream(target)), "test")) {
            List<Integer> written = new ArrayList<>();
            while (source.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    while (written.size() <= batch.interfaceId(i)) {
                        written.add(writer.addInterface(source.interfaces().get(written.size())));
                    }
                    writer.write(batch, i, written.get(batch.interfaceId(i)), List.of());
                }
            }
        }
    }

    /// Writes UDP packets between these ends, in pairs, a microsecond apart. Each two have the same number in
    /// their IP header.
    static Path writeDatagrams(Path target, List<Endpoint> ends) throws IOException {
        ByteBuffer pcap = ByteBuffer.allocate(4096)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(1 << 16)
                .putInt(101);
        for (int i = 0; i + 1 < ends.size(); i += 2) {
            pcap.putInt(1).putInt(i).putInt(32).putInt(32);
            pcap.putInt(0x45000020).putShort((short) (7 + i / 4)).putShort((short) 0x4000);
            pcap.putShort((short) 0x4011).putShort((short) 0);
            pcap.putInt((int) ends.get(i).ip().low())
                    .putInt((int) ends.get(i + 1).ip().low());
            pcap.putShort((short) ends.get(i).port())
                    .putShort((short) ends.get(i + 1).port());
            pcap.putShort((short) 12).putShort((short) 0).putInt(0);
        }
        return Files.write(target, Arrays.copyOf(pcap.array(), pcap.position()));
    }

    private static CaptureSource node(String scenario, String node) throws IOException {
        return CaptureFiles.open(NODES.resolve(scenario + "-node-" + node + ".pcapng.gz"), Limits.DEFAULT);
    }

    /// Writes a capture of the lab again, as if two interfaces had seen it: the second one 30 µs later, without
    /// the frames in `missing`.
    static void writeTwice(String capture, Set<Long> missing, Path target) throws IOException {
        try (CaptureSource source = CaptureFiles.open(LAB.resolve(capture + ".pcap"), Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 22, 10_000);
                PcapngWriter writer =
                        new PcapngWriter(new BufferedOutputStream(Files.newOutputStream(target)), "test")) {
            source.read(batch);
            CaptureInterface first = source.interfaces().getFirst();
            int near = writer.addInterface(new CaptureInterface(0, "veth-client", "", first.linkType(), 0));
            int far = writer.addInterface(new CaptureInterface(1, "veth-server", "", first.linkType(), 0));
            for (int i = 0; i < batch.size(); i++) {
                writer.write(batch, i, near, List.of());
                if (!missing.contains(batch.frameNumber(i))) {
                    writer.write(batch, i, far, List.of());
                }
            }
        }
    }
}
