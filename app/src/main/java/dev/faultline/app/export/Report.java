package dev.faultline.app.export;

import java.io.Closeable;
import java.io.IOException;

/// Writes what was found, capture after capture.
public interface Report extends Closeable {

    /// Writes the outcome of one capture.
    void write(FileReport report) throws IOException;

    /// Ends the report. Does not close what it is written to.
    @Override
    void close() throws IOException;
}
