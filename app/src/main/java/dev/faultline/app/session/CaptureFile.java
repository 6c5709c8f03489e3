package dev.faultline.app.session;

import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A capture file as it lies there now.
///
/// @param path absolute and normalised
/// @param size bytes as stored
/// @param modified last modification, nanoseconds since the epoch as far as the file system tells them
/// @param identity of its content
record CaptureFile(Path path, long size, long modified, CaptureIdentity identity) {

    /// Looks at a file.
    ///
    /// @throws IOException when it is missing, no capture or may not be read; the message is for people
    static CaptureFile of(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        CaptureFiles.open(path, Limits.DEFAULT).close();
        return new CaptureFile(
                path,
                Files.size(path),
                Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS),
                CaptureIdentity.of(path));
    }

    String name() {
        return String.valueOf(path.getFileName());
    }
}
