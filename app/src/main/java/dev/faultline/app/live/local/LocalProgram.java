package dev.faultline.app.live.local;

import java.util.Locale;

/// What captures on this machine.
public enum LocalProgram {
    /// The agent where it may and can run, else what is installed.
    AUTO,
    /// Faultline's own: analyses in a process of its own, and knows what the kernel knows.
    AGENT,
    /// Sends every packet to this program.
    TCPDUMP,
    /// The same; comes with Wireshark, often with the rights to capture.
    DUMPCAP;

    /// As the command line takes it.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
