package dev.faultline.engine.capture.file;

import static java.nio.file.StandardOpenOption.READ;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Opens capture files and streams by what is in them, never by their name.
public final class CaptureFiles {
    private static final int HEAD = 1 << 16;
    private static final ValueLayout.OfInt MAGIC = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private CaptureFiles() {}

    /// Opens a file: pcap or pcapng, compressed or not.
    ///
    /// @throws UnreadableCaptureException when it is no capture of a known format; says what was found and
    /// where
    /// @throws IOException when the file cannot be read
    public static CaptureSource open(Path file, Limits limits) throws IOException {
        FileChannel channel = FileChannel.open(file, READ);
        try {
            return open(new FileInput(channel), file.toString(), HEAD, limits);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /// Opens a stream, such as standard input, that may still grow. Closing the source closes the stream.
    ///
    /// @param name for messages
    public static CaptureSource open(InputStream stream, String name, Limits limits) throws IOException {
        CountingStream counted = new CountingStream(stream);
        return open(new StreamInput(counted, counted, -1, true, ""), name, PcapFormat.HEADER, limits);
    }

    private static CaptureSource open(ByteInput input, String name, int least, Limits limits) throws IOException {
        byte[] head = new byte[HEAD];
        int length = 0;
        while (length < least) {
            int count = input.read(ByteBuffer.wrap(head, length, head.length - length));
            if (count < 0) {
                break;
            }
            length += count;
        }
        MemorySegment header = MemorySegment.ofArray(head);
        Tally tally = new Tally();
        if (length >= PcapFormat.HEADER && PcapFormat.matches(header.get(MAGIC, 0))) {
            return new RecordSource(
                    input, new PcapFormat(header, tally, limits), tally, head, length, PcapFormat.HEADER);
        }
        throw new UnreadableCaptureException(name, 0, Texts.text("unknown.format"));
    }
}
