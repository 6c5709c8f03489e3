package dev.faultline.engine.capture.file;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.jspecify.annotations.Nullable;

/// How a capture is compressed, told by its first bytes.
enum Compression {
    GZIP("gzip", "\u001f\u008b"),
    BZIP2("bzip2", "BZh"),
    XZ("xz", "\u00fd7zXZ\0"),
    ZSTD("zstd", "(\u00b5/\u00fd"),
    LZ4("lz4", "\u0004\"M\u0018");

    private static final int BUFFER = 1 << 16;
    /// What xz may use at most; `xz -9` needs 65 MB.
    private static final int XZ_MEMORY_KIB = 128 << 10;

    private final String label;
    /// A character for a byte.
    private final String magic;

    Compression(String label, String magic) {
        this.label = label;
        this.magic = magic;
    }

    /// Its name as users know it.
    String label() {
        return label;
    }

    /// The compression of a file that begins so, or null.
    static @Nullable Compression of(byte[] head, int length) {
        for (Compression candidate : values()) {
            if (Magic.isAt(candidate.magic, head, 0, length)) {
                return candidate;
            }
        }
        return null;
    }

    /// Uncompresses a stream, also one of several compressed parts.
    ///
    /// @throws IOException when its header is damaged
    InputStream open(InputStream stored) throws IOException {
        InputStream buffered = new BufferedInputStream(stored, BUFFER);
        return switch (this) {
            case GZIP -> new GZIPInputStream(new NeverDry(buffered), BUFFER);
            case BZIP2 -> new ByteWise(new BZip2CompressorInputStream(buffered, true));
            case XZ ->
                XZCompressorInputStream.builder()
                        .setInputStream(buffered)
                        .setDecompressConcatenated(true)
                        .setMemoryLimitKiB(XZ_MEMORY_KIB)
                        .get();
            case ZSTD -> new ZstdCompressorInputStream(buffered);
            case LZ4 -> new FramedLZ4CompressorInputStream(buffered, true);
        };
    }

    /// [GZIPInputStream] takes a stream with nothing available for one that has ended, and then misses the
    /// parts that follow.
    private static final class NeverDry extends FilterInputStream {
        NeverDry(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }

    /// Gives what could be read before a failure, where the stream below would lose a whole buffer of it.
    private static final class ByteWise extends FilterInputStream {
        private @Nullable IOException failure;

        ByteWise(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (failure != null) {
                throw failure;
            }
            int count = 0;
            try {
                while (count < length) {
                    int b = in.read();
                    if (b < 0) {
                        return count == 0 && length > 0 ? -1 : count;
                    }
                    into[from + count++] = (byte) b;
                }
            } catch (IOException e) {
                failure = e;
                if (count == 0) {
                    throw e;
                }
            }
            return count;
        }
    }
}
