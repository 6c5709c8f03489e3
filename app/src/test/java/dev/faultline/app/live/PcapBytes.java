package dev.faultline.app.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A pcap file of the lab, cut into its header and its records.
@SuppressWarnings("ArrayRecordComponent") // of test data that nobody changes
record PcapBytes(byte[] header, List<byte[]> records) {
    static final Path LAB = Path.of("..", "lab", "captures");
    private static final int HEADER = 24;
    private static final int RECORD_HEADER = 16;

    static PcapBytes of(String name) {
        try {
            byte[] all = Files.readAllBytes(LAB.resolve(name));
            ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            List<byte[]> records = new ArrayList<>();
            int at = HEADER;
            while (at < all.length) {
                int length = RECORD_HEADER + buffer.getInt(at + 8);
                records.add(Arrays.copyOfRange(all, at, at + length));
                at += length;
            }
            return new PcapBytes(Arrays.copyOf(all, HEADER), records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nanoseconds since the epoch. The lab's captures count microseconds or nanoseconds, as the header says.
    long time(int record) {
        ByteBuffer buffer = ByteBuffer.wrap(records.get(record)).order(ByteOrder.LITTLE_ENDIAN);
        int magic = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        return buffer.getInt(0) * 1_000_000_000L + buffer.getInt(4) * (magic == 0xa1b23c4d ? 1L : 1000L);
    }
}
