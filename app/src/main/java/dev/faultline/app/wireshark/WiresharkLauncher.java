package dev.faultline.app.wireshark;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Opens captures in Wireshark. Never waits for it.
public final class WiresharkLauncher {

    /// @param configured the program that the user chose, or null to look for it
    /// @param environment the process's environment (`PATH`, `HOME`, …)
    public WiresharkLauncher(@Nullable Path configured, Map<String, String> environment) {}

    /// Opens `capture` with the cursor on `frame`.
    ///
    /// @param frame its number from 1; 0 for none
    public LaunchResult open(Path capture, long frame) {
        throw new UnsupportedOperationException(capture + " " + frame);
    }

    /// Opens `capture` with a display filter, such as `tcp.stream eq 4`; see [DisplayFilters].
    ///
    /// @param frame the frame to put the cursor on, from 1; 0 for none
    public LaunchResult openFiltered(Path capture, String displayFilter, long frame) {
        throw new UnsupportedOperationException(capture + displayFilter + frame);
    }
}
