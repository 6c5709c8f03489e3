package dev.faultline.app.ui.shell;

import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.task.TaskHandle;
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

    /// Opens captures of several places of one network as one capture, in which a packet that was seen at two
    /// places is one packet.
    ///
    /// @param files at least one
    /// @param task hears how far it is, and stops it
    /// @throws IOException when one of them cannot be read, or there is no room; the message is for people
    AnalysisSession openTogether(List<Path> files, TaskHandle task) throws IOException;

    /// Analyses captures whatever the store has.
    ///
    /// @throws IOException as [#open]
    AnalysisSession analyse(List<Path> files) throws IOException;

    /// Opens the captures of the built-in demo.
    ///
    /// @throws IOException when they cannot be laid out on disk
    AnalysisSession openDemo() throws IOException;
}
