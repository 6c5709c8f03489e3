package dev.faultline.agent.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// The TCP sockets of the namespace, from `/proc/net/tcp` and `tcp6`: read as a stream, as there may be very
/// many.
final class SocketTable {
    private static final int BUFFER_BYTES = 64 << 10;
    /// Lines have 150 to 200 bytes.
    private static final int MOST_LINE = 512;

    private final ProcFolder proc;
    private final int most;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final SocketRow row = new SocketRow();
    private long rows;
    private long odd;

    /// @param most sockets looked at; what is beyond them is not read
    SocketTable(ProcFolder proc, int most) {
        this.proc = proc;
        this.most = most;
    }

    /// Tells `each` of every socket; the row is used again.
    void read(Consumer<SocketRow> each) {
        rows = 0;
        odd = 0;
        read("net/tcp", false, each);
        read("net/tcp6", true, each);
    }

    /// Sockets of the last [#read], whether understood or not.
    long rows() {
        return rows;
    }

    /// Lines of the last [#read] that were no socket's.
    long odd() {
        return odd;
    }

    private void read(String name, boolean six, Consumer<SocketRow> each) {
        try (InputStream in = proc.stream(name)) {
            int kept = 0;
            boolean heading = true;
            int read = in.read(buffer);
            while (read >= 0 && rows < most) {
                int size = kept + read;
                int from = 0;
                for (int i = kept; i < size && rows < most; i++) {
                    if (buffer[i] == '\n') {
                        if (!heading) {
                            accept(from, i, six, each);
                        }
                        heading = false;
                        from = i + 1;
                    }
                }
                kept = keep(from, size);
                read = in.read(buffer, kept, buffer.length - kept);
            }
        } catch (IOException e) {
            // The table is as long as it could be read.
            odd++;
        }
    }

    /// Moves the begun line to the front; one that has no end is given up.
    private int keep(int from, int size) {
        int kept = size - from;
        if (kept > MOST_LINE) {
            odd++;
            return 0;
        }
        System.arraycopy(buffer, from, buffer, 0, kept);
        return kept;
    }

    private void accept(int from, int to, boolean six, Consumer<SocketRow> each) {
        rows++;
        if (to - from <= MOST_LINE && row.parse(buffer, from, to, six)) {
            each.accept(row);
        } else {
            odd++;
        }
    }
}
