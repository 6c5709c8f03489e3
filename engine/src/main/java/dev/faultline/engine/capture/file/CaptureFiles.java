package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Opens capture files and streams by what is in them, never by their name.
public final class CaptureFiles {
    private CaptureFiles() {}

    /// Opens a file: pcap or pcapng, compressed or not.
    ///
    /// @throws UnreadableCaptureException when it is no capture of a known format; says what was found and
    /// where
    /// @throws IOException when the file cannot be read
    public static CaptureSource open(Path file, Limits limits) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Opens a stream, such as standard input, that may still grow. Closing the source closes the stream.
    ///
    /// @param name for messages
    public static CaptureSource open(InputStream stream, String name, Limits limits) throws IOException {
        throw new UnsupportedOperationException();
    }
}
