package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.agent.wire.MessageReader;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.evidence.Parcel;
import dev.faultline.engine.evidence.ParcelBuilder;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.EvidenceTaken;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.ToAgent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A link that is cut at any byte, again and again, while findings and packets come.
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class LinkCutTest {
    private static final int CUTS = 100;
    private static final int FINDINGS = 3000;
    private static final int PARCELS = 60;
    /// Less than comes between two cuts.
    private static final int MOST_BYTES = 4000;

    @TempDir
    Path folder;

    private final Random random = new Random(20261125);
    private final Map<String, Long> counts = new HashMap<>();
    private final List<Long> numbers = new ArrayList<>();
    private final List<Long> parcels = new ArrayList<>();

    @Test
    void nothingIsLostAndNothingComesTwice() throws IOException, InterruptedException {
        PlayedSource source = PlayedSource.held(Path.of("../lab/captures/healthy-http.pcap"));
        RunningCapture.Plan plan = new RunningCapture.Plan(
                "instance-1", Limits.DEFAULT, Duration.ofSeconds(10), AgentBudget.DEFAULT, Path.of("none"));
        RunningCapture capture = new RunningCapture(plan, source, null);
        AgentFacts facts = new AgentFacts("test", "instance-1", "host", 1);
        AgentLife life = new AgentLife(0, 0, System::nanoTime);
        Path socket = folder.resolve("agent").resolve("socket");
        try (AgentServer server = new AgentServer(facts, capture, life, socket, Duration.ofSeconds(20))) {
            for (int i = 0; i < CUTS; i++) {
                int from = i * FINDINGS / CUTS;
                Thread finder = Thread.ofPlatform().start(() -> fill(capture, from, from + FINDINGS / CUTS));
                listen(socket, random.nextInt(MOST_BYTES));
                finder.join();
            }
            source.finish();
            listen(socket, Long.MAX_VALUE);
            assertThat(server.alone()).isNotNull();
        } finally {
            capture.stop();
        }

        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(counts.size());
        assertThat(counts).hasSize(FINDINGS / 2).doesNotContainValue(1L);
        assertThat(parcels).isSorted().doesNotHaveDuplicates().hasSize(PARCELS);
    }

    /// Each finding is told twice, the second time with another count.
    private static void fill(RunningCapture capture, int from, int to) {
        for (int i = from; i < to; i++) {
            capture.journal().add(FindingJournalTest.finding("id-" + i % (FINDINGS / 2), 1 + i / (FINDINGS / 2)));
            if (i % (FINDINGS / PARCELS) == 0) {
                capture.shelf().add(parcel());
            }
        }
    }

    private static Parcel parcel() {
        try (PacketBatch batch = new PacketBatch(1 << 12, 1)) {
            ParcelBuilder builder =
                    new ParcelBuilder(FindingKind.TCP_STALE, id -> new CaptureInterface(0, "eth0", "", 1, 0));
            batch.add(1, 0, 1000, 1000, 0, 0, 1, -1);
            builder.add(batch, 0, 1);
            return builder.build();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Listens until so many bytes have come, or the agent says goodbye.
    private void listen(Path socket, long bytes) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            MessageWriter out = new MessageWriter(Channels.newOutputStream(channel));
            out.write(ToAgent.newBuilder()
                    .setHello(DesktopHello.newBuilder()
                            .setVersionFrom(1)
                            .setVersionTo(1)
                            .addCapabilities("evidence")
                            .setInstance("instance-1")
                            .setSince(numbers.isEmpty() ? 0 : numbers.getLast())
                            .setEvidenceSince(parcels.isEmpty() ? 0 : parcels.getLast()))
                    .build());
            var in = new MessageReader<>(new CutStream(Channels.newInputStream(channel), bytes), FromAgent.parser());
            FromAgent message = next(in);
            while (message != null) {
                accept(message, out);
                message = next(in);
            }
        }
    }

    private static @Nullable FromAgent next(MessageReader<FromAgent> in) {
        try {
            return in.read();
        } catch (IOException e) {
            return null;
        }
    }

    private void accept(FromAgent message, MessageWriter out) throws IOException {
        if (message.hasFinding()) {
            numbers.add(message.getFinding().getNumber());
            counts.put(
                    message.getFinding().getFinding().getId(),
                    message.getFinding().getFinding().getCount());
        } else if (message.hasEvidence()) {
            parcels.add(message.getEvidence().getNumber());
            out.write(ToAgent.newBuilder()
                    .setTaken(EvidenceTaken.getDefaultInstance())
                    .build());
        }
    }

    /// Breaks after so many bytes.
    private static final class CutStream extends FilterInputStream {
        private long left;

        CutStream(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            if (left-- <= 0) {
                throw new IOException("cut");
            }
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("cut");
            }
            int read = super.read(bytes, offset, (int) Math.min(length, left));
            left -= read;
            return read;
        }
    }
}
