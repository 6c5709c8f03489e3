package dev.faultline.engine.capture.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/// Compresses test data.
final class Compressed {
    private Compressed() {}

    /// @param method a name of [CompressorStreamFactory], such as `gz`
    static byte[] by(String method, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = new CompressorStreamFactory().createCompressorOutputStream(method, out)) {
            packer.write(bytes);
        }
        return out.toByteArray();
    }
}
