package dev.faultline.engine.pipeline;

import dev.faultline.engine.tcp.StreamReport;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passes flags on at once, and keeps the streams until the end, to tell them in order.
final class StreamTold implements StreamReport {
    private final AnalysisListener listener;
    private final Map<Told, Told> distinct = new HashMap<>();
    private @Nullable Told[] streams = new @Nullable Told[64];
    private int size;

    private record Told(int completeness, String zeekState, String zeekHistory) {}

    StreamTold(AnalysisListener listener) {
        this.listener = listener;
    }

    @Override
    public void flags(long frame, int stream, int flags) {
        listener.onFlags(frame, stream, flags);
    }

    /// Most streams end alike, so that little more than a reference is kept for each.
    @Override
    public void stream(int stream, int completeness, String zeekState, String zeekHistory) {
        if (stream >= streams.length) {
            streams = Arrays.copyOf(streams, Math.max(stream + 1, 2 * streams.length));
        }
        streams[stream] = distinct.computeIfAbsent(new Told(completeness, zeekState, zeekHistory), told -> told);
        size = Math.max(size, stream + 1);
    }

    void tellAll() {
        for (int stream = 0; stream < size; stream++) {
            Told told = streams[stream];
            if (told != null) {
                listener.onStream(stream, told.completeness, told.zeekState, told.zeekHistory);
            }
        }
    }
}
