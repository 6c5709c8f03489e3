package dev.faultline.app.extract;

import dev.faultline.app.Messages;
import dev.faultline.app.export.AtomicFile;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.capture.file.CapturedPacket;
import dev.faultline.engine.capture.file.PacketReader;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes the packets of flows, with the ICMP errors that quote them, to a pcapng of their own.
///
/// Reads the capture once more to find the packets, by the same rules as the analysis, then those packets alone
/// to write them. Memory grows by 16 bytes for each packet that is taken.
public final class EvidenceExtractor {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int BATCH_PACKETS = 1 << 13;

    private final Limits limits;
    private final Explainer explainer;

    /// @param limits caps on memory, the same as in the analysis that made the findings
    public EvidenceExtractor(Limits limits, Explainer explainer) {
        this.limits = limits;
        this.explainer = explainer;
    }

    /// What to write where.
    ///
    /// @param capture the capture that the findings are of
    /// @param selection the flows to take
    /// @param comments findings to write as comments on the packets that prove them
    /// @param names what addresses are called; those of the findings' ends are written too
    /// @param target the file to write; it appears at once when it is complete
    /// @param replace whether `target` may exist already
    public record Request(
            Path capture,
            FlowSelection selection,
            List<Finding> comments,
            EndpointNames names,
            Path target,
            boolean replace) {

        /// One with no names but those that the capture itself has.
        public Request(Path capture, FlowSelection selection, List<Finding> comments, Path target, boolean replace) {
            this(capture, selection, comments, EndpointNames.NONE, target, replace);
        }
    }

    /// What was written.
    ///
    /// @param file the file
    /// @param packets number of packets in it; 0 when the capture has none of the flows, and then there is no
    /// file
    /// @param bytes its size
    /// @param firstEvidence number in `file` of the first frame that proves one of the findings, from 1; 0 for
    /// none
    public record Extract(Path file, long packets, long bytes, long firstEvidence) {}

    /// Reads the capture and writes the packets.
    ///
    /// @param cancelled asked often; true gives up and leaves nothing behind
    /// @throws java.nio.file.FileAlreadyExistsException when the target exists and may not be replaced
    /// @throws CancellationException when it was cancelled
    public Extract extract(Request request, BooleanSupplier cancelled) throws IOException {
        try (AtomicFile file = new AtomicFile(request.target(), request.replace())) {
            ChosenPackets chosen = choose(request, cancelled);
            if (chosen.size() == 0) {
                return new Extract(request.target(), 0, 0, 0);
            }
            long firstEvidence = write(request, chosen, file, cancelled);
            return new Extract(request.target(), chosen.size(), Files.size(request.target()), firstEvidence);
        }
    }

    private ChosenPackets choose(Request request, BooleanSupplier cancelled) throws IOException {
        try (CaptureSource source = CaptureFiles.open(request.capture(), limits);
                PacketBatch batch = new PacketBatch(BATCH_BYTES, BATCH_PACKETS)) {
            FlowMatcher matcher = new FlowMatcher(request.selection(), limits, source);
            ChosenPackets chosen = new ChosenPackets();
            while (source.read(batch)) {
                stopIf(cancelled);
                for (int i = 0; i < batch.size(); i++) {
                    matcher.accept(batch, i, chosen);
                }
            }
            chosen.finish(source.names());
            return chosen;
        }
    }

    private long write(Request request, ChosenPackets chosen, AtomicFile file, BooleanSupplier cancelled)
            throws IOException {
        Map<Long, List<String>> comments = comments(request.comments());
        Map<Integer, Integer> interfaces = new HashMap<>();
        long firstEvidence = 0;
        try (PacketReader reader = PacketReader.open(request.capture(), limits);
                PcapngWriter writer = new PcapngWriter(file.out(), Messages.text("extract.application"))) {
            writer.writeNames(names(chosen.names(), request));
            for (int i = 0; i < chosen.size(); i++) {
                stopIf(cancelled);
                CapturedPacket packet = reader.read(chosen.position(i));
                int original = packet.captureInterface().id();
                Integer known = interfaces.get(original);
                int id = known == null ? writer.addInterface(packet.captureInterface()) : known;
                interfaces.put(original, id);
                List<String> said = comments.getOrDefault(chosen.frame(i), List.of());
                if (firstEvidence == 0 && !said.isEmpty()) {
                    firstEvidence = i + 1L;
                }
                writer.write(packet, id, said);
            }
            writer.flush();
            file.commit();
            return firstEvidence;
        }
    }

    /// The capture's own names, and those of the ends of findings.
    private static Map<IpAddress, List<String>> names(Map<IpAddress, List<String>> own, Request request) {
        Map<IpAddress, List<String>> all = new LinkedHashMap<>(own);
        for (Finding finding : request.comments()) {
            for (Endpoint end : new @Nullable Endpoint[] {finding.src(), finding.dst()}) {
                String name = request.names().at(end, finding.first()).hostName();
                if (end != null && name != null) {
                    // Wireshark shows the first.
                    all.merge(end.ip(), List.of(name), EvidenceExtractor::both);
                }
            }
        }
        return all;
    }

    private static List<String> both(List<String> before, List<String> added) {
        return Stream.concat(added.stream(), before.stream()).distinct().toList();
    }

    private static void stopIf(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    private Map<Long, List<String>> comments(List<Finding> findings) {
        Map<Long, List<String>> comments = new HashMap<>();
        for (Finding finding : findings) {
            Explanation explanation = explainer.explain(finding);
            String text = Messages.text(
                    "extract.comment",
                    explanation.title(),
                    explanation.detail(),
                    finding.severity().id(),
                    finding.id());
            for (Evidence evidence : finding.evidence()) {
                comments.computeIfAbsent(evidence.frame(), frame -> new ArrayList<>())
                        .add(text);
            }
        }
        return comments;
    }
}
