package dev.faultline.app.flow;

import dev.faultline.app.extract.FlowMatcher;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.StreamReport;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpObserver;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Reads one flow out of a capture: once through the file, by the same rules as the analysis, so that stream
/// numbers, Wireshark's flags and the states of both ends agree with the findings. A flow with more packets
/// than [Limits#conversationPackets()] is read twice: its beginning and what lies around the evidence is kept.
public final class ConversationReader {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int BATCH_PACKETS = 1 << 13;
    private static final int KEPT_HEAD = 1000;
    private static final long EVERYTHING = Long.MAX_VALUE;

    private final Limits limits;

    /// @param limits caps on memory, the same as in the analysis that made the findings
    public ConversationReader(Limits limits) {
        this.limits = limits;
    }

    /// Hears how the reading goes on, and may stop it.
    public interface Progress {
        /// So much of the file is read.
        ///
        /// @param share of the file that is read, 0…1; below 0 when nobody knows
        void read(double share);

        /// Whether to stop soon.
        boolean isCancelled();
    }

    /// What was left out, and where the capture ends.
    ///
    /// @param at index of the packet before which packets are missing, or -1
    /// @param count how many
    /// @param atEnd how many are missing after the last one
    /// @param captureEnd time of the latest packet of all
    record LeftOut(int at, long count, long atEnd, long captureEnd) {}

    /// Reads a flow. Blocks.
    ///
    /// @throws IOException when the capture cannot be read; the message is for people
    /// @throws CancellationException when it was cancelled
    public Conversation read(FlowRequest request, Progress progress) throws IOException {
        Set<Integer> streams = request.tcpStream() < 0 ? Set.of() : Set.of(request.tcpStream());
        Pass first = new Pass(request, streams, 0, EVERYTHING);
        Conversation read = first.run(progress);
        if (first.joined.isLate()) {
            first = new Pass(request, first.joined.streams(), 0, EVERYTHING);
            read = first.run(progress);
        }
        long beyond = first.evidenceAt - limits.conversationPackets();
        if (beyond < 0) {
            return read;
        }
        long room = (long) limits.conversationPackets() - KEPT_HEAD;
        return new Pass(request, first.joined.streams(), KEPT_HEAD, first.evidenceAt - room / 2).run(progress);
    }

    /// Once through the file. Packets of the flow from number `skipFrom` to `skipTo` are not kept.
    private final class Pass implements TcpObserver, StreamReport {
        private final FlowRequest request;
        private final long skipFrom;
        private final long skipTo;
        private final JoinedStreams joined;
        private final Map<Key, TcpConnection> connections = new HashMap<>();
        private final InterfaceTimes heard = new InterfaceTimes();
        private @Nullable FlowMatcher matcher;
        private @Nullable TcpConnection primary;
        private long frame;
        private int analysis;
        private boolean copy;
        private long ordinal;
        private long evidenceAt;
        private int gapAt = -1;
        private long skipped;
        private long atEnd;
        private long captureEnd = Long.MIN_VALUE;

        /// A connection at one vantage point.
        private record Key(int stream, int vantage) {}

        /// @param streams of the conversation, as far as they are known
        Pass(FlowRequest request, Set<Integer> streams, long skipFrom, long skipTo) {
            this.request = request;
            this.skipFrom = skipTo == EVERYTHING ? EVERYTHING : skipFrom;
            this.skipTo = skipTo;
            joined = new JoinedStreams(streams);
        }

        Conversation run(Progress progress) throws IOException {
            try (CaptureSource source = CaptureFiles.open(request.capture(), limits);
                    PacketBatch batch = new PacketBatch(BATCH_BYTES, BATCH_PACKETS)) {
                FlowMatcher chooses = new FlowMatcher(request.selection(), limits, source, this, this);
                matcher = chooses;
                joined.streams().forEach(chooses::choose);
                ConversationBuilder builder = new ConversationBuilder(request, vantage -> name(source, vantage));
                while (source.read(batch)) {
                    if (progress.isCancelled()) {
                        throw new CancellationException();
                    }
                    for (int i = 0; i < batch.size(); i++) {
                        accept(chooses, builder, batch, i);
                    }
                    progress.read(share(source.statistics()));
                }
                return builder.build(request, primary, heard, new LeftOut(gapAt, skipped, atEnd, captureEnd));
            }
        }

        /// The name of a vantage point; empty for the only one of a capture that does not name it.
        private String name(CaptureSource source, int vantage) {
            String name = Objects.requireNonNull(matcher).vantageName(vantage);
            boolean nameless = source.interfaces().size() == 1
                    && source.interfaces().getFirst().name().isEmpty();
            return nameless ? bare(name) : name;
        }

        /// The name without the number that stands for an interface that has none.
        private static String bare(String name) {
            return name.replaceFirst("^if0/?", "").strip();
        }

        private void accept(FlowMatcher chooses, ConversationBuilder builder, PacketBatch batch, int index) {
            frame = batch.frameNumber(index);
            captureEnd = Math.max(captureEnd, batch.timestamp(index));
            heard.heard(batch.interfaceId(index), batch.timestamp(index));
            analysis = 0;
            copy = false;
            Packet packet = chooses.match(batch, index);
            if (packet == null) {
                return;
            }
            if (request.evidence().contains(packet.frame())) {
                evidenceAt = ordinal;
            }
            long number = ordinal++;
            if (number >= skipFrom && number < skipTo) {
                gapAt = builder.size();
                skipped++;
            } else if (builder.size() < limits.conversationPackets()) {
                int vantage = chooses.vantage(packet);
                TcpConnection connection = packet.isTcp() ? connections.get(new Key(chooses.stream(), vantage)) : null;
                builder.add(packet, vantage, analysis, copy, connection);
            } else {
                atEnd++;
            }
        }

        private static double share(CaptureStatistics statistics) {
            return statistics.sourceSize() <= 0 ? -1 : (double) statistics.sourceBytes() / statistics.sourceSize();
        }

        @Override
        public void onOpened(TcpConnection connection, Packet packet) {
            if (joined.opened(connection)) {
                connections.put(new Key(connection.tcpStream(), connection.vantage()), connection);
                primary = primary == null ? connection : primary;
                Objects.requireNonNull(matcher).choose(connection.tcpStream());
            }
        }

        @Override
        public void onDuplicate(TcpConnection connection, Packet packet, int ttlDrop) {
            copy = true;
        }

        @Override
        public void flags(long flagged, int stream, int flags) {
            if (flagged == frame) {
                analysis = flags;
            }
        }

        @Override
        public void stream(int stream, int completeness, String zeekState, String zeekHistory) {}
    }
}
