package dev.faultline.app.k8s.exec;

import dev.faultline.engine.common.PrintableText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Standard error of a command, line by line, fit to be shown. Keeps the last lines, each up to a length.
final class ErrorLines {
    static final int LINES = 50;
    static final int LENGTH = 512;

    private final Consumer<String> listener;
    private final Deque<String> last = new ArrayDeque<>();
    private final byte[] line = new byte[LENGTH];
    private int length;

    /// @param listener hears every line, on the WebSocket's thread
    ErrorLines(Consumer<String> listener) {
        this.listener = listener;
    }

    void add(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                endLine();
            } else if (length < LENGTH && b != '\r') {
                line[length++] = b;
            }
        }
    }

    /// Takes what stands without a line's end as a line.
    void end() {
        if (length > 0) {
            endLine();
        }
    }

    private void endLine() {
        String text = PrintableText.of(new String(line, 0, length, StandardCharsets.UTF_8));
        length = 0;
        synchronized (last) {
            if (last.size() == LINES) {
                last.removeFirst();
            }
            last.addLast(text);
        }
        listener.accept(text);
    }

    List<String> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
