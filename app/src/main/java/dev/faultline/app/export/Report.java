package dev.faultline.app.export;

import dev.faultline.app.names.EndpointNames;
import java.io.Closeable;
import java.io.IOException;

/// Writes what was found, capture after capture.
public interface Report extends Closeable {

    /// Writes the outcome of one capture.
    void write(FileReport report) throws IOException;

    /// Ends the report. Does not close what it is written to.
    @Override
    void close() throws IOException;

    /// What addresses are called in the capture whose findings come next. Until then they have no names.
    default void names(EndpointNames names) {}
}
