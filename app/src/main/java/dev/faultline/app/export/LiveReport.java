package dev.faultline.app.export;

import dev.faultline.engine.finding.Finding;
import java.io.IOException;

/// Writes findings while they are made, each as soon as it is known.
public interface LiveReport extends Report {

    /// Writes a finding that is new, or that has changed since it was written: the later one of an id replaces
    /// the earlier.
    void write(Finding finding) throws IOException;

    /// Writes the flags of one frame.
    ///
    /// @param flags bits of [dev.faultline.engine.tcp.AnalysisFlags]
    void write(long frame, int tcpStream, int flags) throws IOException;

    /// Writes the end of a capture all of whose findings have been written.
    void end(FileReport report) throws IOException;
}
