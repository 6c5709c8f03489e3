package dev.faultline.app.k8s.capture;

import java.util.Locale;

/// What captures in a cluster.
public enum CaptureProgram {
    /// The agent where it may and can run, else `tcpdump`.
    AUTO,
    /// Faultline's own: analyses where the packets are, and goes on while the link is broken.
    AGENT,
    /// Sends every packet to this machine.
    TCPDUMP;

    /// What captures when every packet is to be kept: an agent sends the packets of findings alone.
    public CaptureProgram keeping(boolean everyPacket) {
        return everyPacket ? TCPDUMP : this;
    }

    /// As the command line takes it.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
