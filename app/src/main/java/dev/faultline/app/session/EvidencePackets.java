package dev.faultline.app.session;

import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Reads the packets that prove a finding out of its capture. Blocks; thread-safe.
public final class EvidencePackets {

    /// The evidence of `finding`, in order of frames.
    ///
    /// @throws IOException when the capture is gone, has changed or cannot be read; the message is for people
    public List<PacketDetail> of(Path capture, Finding finding) throws IOException {
        throw new UnsupportedOperationException();
    }
}
