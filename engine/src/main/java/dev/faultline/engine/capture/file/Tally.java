package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// What a source has read and lost until now. Written by the reading thread; others see [Tally#statistics].
final class Tally {
    /// Frames as Wireshark counts them: packets, and some blocks without one.
    long frames;

    long packets;
    long bytes;
    long cutPackets;
    long droppedByInterface;
    long droppedByKernel;
    private @Nullable Truncation truncation;
    private final Map<String, String> warnings = new LinkedHashMap<>();
    private final List<CaptureInterface> interfaces = new CopyOnWriteArrayList<>();

    List<CaptureInterface> interfaces() {
        return interfaces;
    }

    /// Notes that the source cannot be read on from `offset`. The first reason stays.
    void truncated(long offset, String key, Object... arguments) {
        if (truncation == null) {
            truncation = new Truncation(offset, packets, Texts.text(key, arguments));
        }
    }

    boolean isTruncated() {
        return truncation != null;
    }

    /// Notes something odd; of each kind the first one only, so that a hostile file cannot fill the memory.
    void warn(String key, Object... arguments) {
        if (!warnings.containsKey(key)) {
            warnings.put(key, Texts.text(key, arguments));
        }
    }

    CaptureStatistics statistics(ByteInput input) {
        return new CaptureStatistics(
                packets,
                bytes,
                input.consumed(),
                input.size(),
                droppedByInterface,
                droppedByKernel,
                cutPackets,
                truncation,
                List.copyOf(warnings.values()));
    }
}
