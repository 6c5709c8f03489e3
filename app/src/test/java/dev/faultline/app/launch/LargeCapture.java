package dev.faultline.app.launch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A large capture made of a small one: the same packets again and again, each time a minute later.
final class LargeCapture {
    private static final int HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int MINUTE = 60;

    private LargeCapture() {}

    /// Writes at least that many bytes.
    ///
    /// @param small pcap, little-endian
    static void write(Path small, Path large, long size) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(small)).order(ByteOrder.LITTLE_ENDIAN);
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(large), 1 << 20)) {
            out.write(bytes.array(), 0, HEADER);
            while (written < size) {
                out.write(bytes.array(), HEADER, bytes.limit() - HEADER);
                written += bytes.limit() - HEADER;
                later(bytes);
            }
        }
    }

    private static void later(ByteBuffer bytes) {
        int at = HEADER;
        while (at + RECORD_HEADER <= bytes.limit()) {
            bytes.putInt(at, bytes.getInt(at) + MINUTE);
            at += RECORD_HEADER + bytes.getInt(at + 8);
        }
    }
}
