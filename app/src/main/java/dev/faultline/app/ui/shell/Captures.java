package dev.faultline.app.ui.shell;

import dev.faultline.app.session.AnalysisSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Opens captures. Blocks, so it is called in the background; behind it are the store and the engine.
public interface Captures {
    /// Opens captures as one session: what the store has of them, else an analysis that begins now.
    ///
    /// @param files at least one
    /// @throws IOException when none can be read; the message is for people
    AnalysisSession open(List<Path> files) throws IOException;

    /// Analyses captures whatever the store has.
    ///
    /// @throws IOException as [#open]
    AnalysisSession analyse(List<Path> files) throws IOException;

    /// Opens the captures of the built-in demo.
    ///
    /// @throws IOException when they cannot be laid out on disk
    AnalysisSession openDemo() throws IOException;
}
