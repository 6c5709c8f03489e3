package dev.faultline.engine.capture.file;

import java.io.IOException;

/// Compressed bytes that cannot be uncompressed further, while the source itself could be read.
final class DamagedCompressionException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedCompressionException(Exception cause) {
        super(cause);
    }
}
