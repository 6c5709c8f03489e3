package dev.faultline.app.live;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.PcapngWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Keeps every packet of a feed in pcapng files that take turns: the oldest goes when there are too many. Used
/// by the analysing thread.
final class FullCapture implements Closeable {
    private final Path folder;
    private final String label;
    private final String application;
    private final LivePlan.FullBudget budget;
    private final IntFunction<CaptureInterface> interfaces;
    private final Deque<Path> files = new ArrayDeque<>();
    private final Map<Integer, Integer> written = new HashMap<>();
    private @Nullable PcapngWriter writer;
    private int number;
    private long lost;
    private @Nullable String failure;

    /// @param label begins the names of the files
    /// @param interfaces gives an interface of the capture by its id
    FullCapture(
            Path folder,
            String label,
            String application,
            LivePlan.FullBudget budget,
            IntFunction<CaptureInterface> interfaces) {
        this.folder = folder;
        this.label = label;
        this.application = application;
        this.budget = budget;
        this.interfaces = interfaces;
    }

    /// Writes a packet. A disk that is full costs packets of this, never the analysis.
    void accept(PacketBatch batch, int index) {
        if (failure != null) {
            lost++;
            return;
        }
        try {
            write(batch, index);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            lost++;
        }
    }

    private void write(PacketBatch batch, int index) throws IOException {
        PcapngWriter current = writer;
        if (current == null || current.position() >= budget.fileBytes()) {
            current = next();
        }
        int id = batch.interfaceId(index);
        Integer known = written.get(id);
        if (known == null) {
            known = current.addInterface(interfaces.apply(id));
            written.put(id, known);
        }
        current.write(batch, index, known, List.of());
    }

    private PcapngWriter next() throws IOException {
        close();
        number++;
        Path file = folder.resolve(String.format(Locale.ROOT, "%s-all-%05d.pcapng", label, number));
        files.addLast(file);
        if (files.size() > budget.files()) {
            Files.deleteIfExists(files.removeFirst());
        }
        written.clear();
        PcapngWriter opened = new PcapngWriter(Files.newOutputStream(file), application);
        writer = opened;
        return opened;
    }

    /// Lets others read what was written.
    void flush() {
        try {
            if (writer != null) {
                writer.flush();
            }
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
        }
    }

    /// Why packets could not be written any more, or null.
    @Nullable
    String failure() {
        return failure;
    }

    /// Packets that could not be written.
    long lost() {
        return lost;
    }

    @Override
    public void close() throws IOException {
        PcapngWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }
}
