package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A capture that was read to its end, for tests to look at.
record ReadCapture(
        List<Frame> packets,
        List<CaptureInterface> interfaces,
        Map<IpAddress, List<String>> names,
        String format,
        CaptureStatistics statistics) {

    record Frame(
            long number, MemorySegment data, int length, long timestamp, int interfaceId, int linkType, long position) {
        byte[] bytes() {
            return data.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    static ReadCapture of(byte[] file) throws IOException {
        return of(file, 1 << 14, 64);
    }

    static ReadCapture of(byte[] file, int batchBytes, int batchPackets) throws IOException {
        try (CaptureSource source = CaptureFiles.open(new ByteArrayInputStream(file), "test", Limits.DEFAULT)) {
            return of(source, batchBytes, batchPackets);
        }
    }

    static ReadCapture of(CaptureSource source, int batchBytes, int batchPackets) throws IOException {
        List<Frame> packets = new ArrayList<>();
        try (PacketBatch batch = new PacketBatch(batchBytes, batchPackets)) {
            while (source.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    packets.add(frame(batch, i));
                }
            }
        }
        return new ReadCapture(
                packets,
                List.copyOf(source.interfaces()),
                Map.copyOf(source.names()),
                source.format(),
                source.statistics());
    }

    private static Frame frame(PacketBatch batch, int index) {
        byte[] bytes = batch.memory()
                .asSlice(batch.offset(index), batch.captured(index))
                .toArray(ValueLayout.JAVA_BYTE);
        return new Frame(
                batch.frameNumber(index),
                MemorySegment.ofArray(bytes),
                batch.length(index),
                batch.timestamp(index),
                batch.interfaceId(index),
                batch.linkType(index),
                batch.position(index));
    }

    Frame packet(int index) {
        return packets.get(index);
    }

    List<byte[]> payloads() {
        return packets.stream().map(Frame::bytes).toList();
    }

    List<Long> times() {
        return packets.stream().map(Frame::timestamp).toList();
    }

    List<Long> numbers() {
        return packets.stream().map(Frame::number).toList();
    }

    /// Why reading ended early, or an empty text.
    String truncation() {
        Truncation truncation = statistics.truncation();
        return truncation == null ? "" : truncation.reason();
    }

    /// Where reading ended early, or -1.
    long truncatedAt() {
        Truncation truncation = statistics.truncation();
        return truncation == null ? -1 : truncation.offset();
    }
}
