package dev.faultline.app.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Wireshark's analysis flags of a capture, collected while it is analysed: in arrays, as there may be one for
/// every packet.
public final class WiresharkFlags {
    private static final int FIRST_SIZE = 256;

    private long[] frames = new long[FIRST_SIZE];
    private int[] tcpStreams = new int[FIRST_SIZE];
    private int[] flags = new int[FIRST_SIZE];
    private int size;
    private final List<Stream> streams = new ArrayList<>();

    /// A TCP stream at the end of a capture.
    ///
    /// @param number Wireshark's `tcp.stream`
    /// @param completeness Wireshark's `tcp.completeness`
    /// @param zeekState Zeek's `conn_state`
    /// @param zeekHistory Zeek's `history`
    public record Stream(int number, int completeness, String zeekState, String zeekHistory) {}

    /// Takes one flagged frame after the other.
    public interface FrameConsumer {
        /// Takes a frame.
        ///
        /// @param flags bits of [dev.faultline.engine.tcp.AnalysisFlags]
        void accept(long frame, int tcpStream, int flags);
    }

    /// Adds the flags of a frame.
    public void add(long frame, int tcpStream, int frameFlags) {
        if (size == frames.length) {
            int larger = 2 * size;
            frames = Arrays.copyOf(frames, larger);
            tcpStreams = Arrays.copyOf(tcpStreams, larger);
            flags = Arrays.copyOf(flags, larger);
        }
        frames[size] = frame;
        tcpStreams[size] = tcpStream;
        flags[size] = frameFlags;
        size++;
    }

    /// Adds a stream.
    public void add(Stream stream) {
        streams.add(stream);
    }

    /// Hands out the flagged frames in the order in which they were added.
    public void forEach(FrameConsumer consumer) {
        for (int i = 0; i < size; i++) {
            consumer.accept(frames[i], tcpStreams[i], flags[i]);
        }
    }

    /// The streams, in order of their numbers.
    public List<Stream> streams() {
        return List.copyOf(streams);
    }
}
