package dev.faultline.agent;

import java.nio.file.Path;

/// Where an agent listens unless told otherwise.
final class Sockets {
    private Sockets() {}

    /// In a folder of the agent's own, below the one for temporary files: `TMPDIR`, else `/tmp`.
    static Path usual() {
        String folder = System.getenv().getOrDefault("TMPDIR", System.getProperty("java.io.tmpdir", "/tmp"));
        return Path.of(folder).resolve("faultline-agent").resolve("socket");
    }
}
