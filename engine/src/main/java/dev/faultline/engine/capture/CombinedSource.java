package dev.faultline.engine.capture;

import dev.faultline.engine.common.IpAddress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Several captures of one network as one, in order of time: packets are numbered as `mergecap` would, and each
/// interface of each capture is one of its own. Closes the captures.
public final class CombinedSource implements CaptureSource {
    private static final int BYTES = 1 << 20;
    private static final int PACKETS = 1 << 12;

    private final List<Input> inputs = new ArrayList<>();
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private long frames;

    /// One of the captures.
    ///
    /// @param name of it, goes before the names of its interfaces
    /// @param ahead by how much its clock is ahead of that of the first capture, nanoseconds
    public record Part(String name, CaptureSource source, long ahead) {}

    private static final class Input {
        final Part part;
        final PacketBatch batch = new PacketBatch(BYTES, PACKETS);
        final List<Integer> ids = new ArrayList<>();
        int next;
        boolean ended;

        Input(Part part) {
            this.part = part;
        }

        /// Whether there is a packet.
        boolean fill() throws IOException {
            while (next == batch.size() && !ended) {
                next = 0;
                ended = !part.source.read(batch);
                if (ended) {
                    batch.clear();
                }
            }
            return next < batch.size();
        }

        long time() {
            return batch.timestamp(next) - part.ahead;
        }
    }

    public CombinedSource(List<Part> parts) {
        for (Part part : parts) {
            inputs.add(new Input(part));
        }
    }

    /// The captures, in their order.
    public List<Part> parts() {
        return inputs.stream().map(input -> input.part).toList();
    }

    /// The first interface of a capture, among those of all.
    ///
    /// @param part its place among the captures
    /// @return id of the interface, or -1 when no packet of the capture was read yet
    public synchronized int firstInterface(int part) {
        List<Integer> ids = inputs.get(part).ids;
        return ids.isEmpty() ? -1 : ids.getFirst();
    }

    @Override
    public Map<IpAddress, List<String>> names() {
        Map<IpAddress, List<String>> all = new LinkedHashMap<>();
        for (Input input : inputs) {
            input.part.source.names().forEach((address, names) -> all.merge(address, names, CombinedSource::both));
        }
        return all;
    }

    private static List<String> both(List<String> before, List<String> added) {
        return Stream.concat(before.stream(), added.stream()).distinct().toList();
    }

    @Override
    public boolean read(PacketBatch batch) throws IOException {
        batch.clear();
        int offset = 0;
        while (!batch.isFull()) {
            Input input = earliest();
            if (input == null) {
                break;
            }
            int captured = input.batch.captured(input.next);
            if (offset + (long) captured > batch.memory().byteSize()) {
                if (batch.size() > 0) {
                    break;
                }
                batch.ensureBytes(captured, 0);
            }
            move(input, batch, offset, captured);
            offset += captured;
        }
        return batch.size() > 0;
    }

    private @Nullable Input earliest() throws IOException {
        Input earliest = null;
        for (Input input : inputs) {
            if (input.fill() && (earliest == null || input.time() < earliest.time())) {
                earliest = input;
            }
        }
        return earliest;
    }

    private void move(Input input, PacketBatch to, int offset, int captured) {
        PacketBatch from = input.batch;
        int i = input.next;
        MemorySegment.copy(from.memory(), from.offset(i), to.memory(), offset, captured);
        int id = id(input, from.interfaceId(i));
        to.add(++frames, offset, captured, from.length(i), input.time(), id, from.linkType(i), -1);
        input.next++;
    }

    private synchronized int id(Input input, int interfaceId) {
        while (input.ids.size() <= interfaceId) {
            CaptureInterface known = input.part.source.interfaces().get(input.ids.size());
            int id = interfaces.size();
            String name = known.name().isEmpty() ? input.part.name : input.part.name + "/" + known.name();
            interfaces.add(new CaptureInterface(id, name, known.description(), known.linkType(), known.snapLength()));
            input.ids.add(id);
        }
        return input.ids.get(interfaceId);
    }

    @Override
    public String format() {
        return inputs.stream()
                .map(input -> input.part.source.format())
                .distinct()
                .collect(Collectors.joining("+"));
    }

    @Override
    public synchronized List<CaptureInterface> interfaces() {
        return List.copyOf(interfaces);
    }

    @Override
    public CaptureStatistics statistics() {
        CaptureStatistics sum = inputs.getFirst().part.source.statistics();
        for (Input input : inputs.subList(1, inputs.size())) {
            sum = sum(sum, input.part.source.statistics());
        }
        return sum;
    }

    private static CaptureStatistics sum(CaptureStatistics a, CaptureStatistics b) {
        List<String> warnings = new ArrayList<>(a.warnings());
        warnings.addAll(b.warnings());
        boolean sized = a.sourceSize() >= 0 && b.sourceSize() >= 0;
        return new CaptureStatistics(
                a.packets() + b.packets(),
                a.bytes() + b.bytes(),
                a.sourceBytes() + b.sourceBytes(),
                sized ? a.sourceSize() + b.sourceSize() : -1,
                a.droppedByInterface() + b.droppedByInterface(),
                a.droppedByKernel() + b.droppedByKernel(),
                a.cutPackets() + b.cutPackets(),
                a.truncation() == null ? b.truncation() : a.truncation(),
                warnings);
    }

    @Override
    public void close() throws IOException {
        IOException problem = null;
        for (Input input : inputs) {
            input.batch.close();
            try {
                input.part.source.close();
            } catch (IOException e) {
                problem = e;
            }
        }
        if (problem != null) {
            throw problem;
        }
    }
}
