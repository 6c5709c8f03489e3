package dev.faultline.app.ui.findings;

import java.nio.file.Path;
import java.util.List;

/// Wireshark was to open something and could not be started.
///
/// @param searched where it was looked for; empty when it was found but did not start
/// @param reason why it did not start; empty when it was not found
/// @param file what was to be opened
public record WiresharkMissing(List<String> searched, String reason, Path file) {
    public WiresharkMissing {
        searched = List.copyOf(searched);
    }
}
