package dev.faultline.agent.ring;

import dev.faultline.engine.capture.CaptureSource;
import java.io.IOException;
import java.util.Set;

/// Packets that are captured while they pass; which of them can be said anew at any time, by any thread.
public interface LiveSource extends CaptureSource {
    /// Captures by another filter from now on.
    ///
    /// @throws IOException when it cannot be used; the one before stays
    void filter(CaptureFilter other) throws IOException;

    /// Captures on other interfaces from now on, also on ones that come later.
    ///
    /// @param only their names; empty for all
    /// @param without names of interfaces to leave out
    /// @throws IOException when that cannot be done; it stays as it was
    void interfaces(Set<String> only, Set<String> without) throws IOException;

    /// Lets only one flow in so many through from now on. Where they become fewer, the source tells that it
    /// could not see for a moment, as nothing may be concluded from flows that fall silent.
    ///
    /// @param oneIn a power of two; 1 for all
    /// @throws IOException when that cannot be done; it stays as it was
    void sample(int oneIn) throws IOException;

    /// Captures nothing more: [#read] hands out what has been captured until now, then ends.
    ///
    /// @throws IOException when that cannot be done
    void finish() throws IOException;
}
