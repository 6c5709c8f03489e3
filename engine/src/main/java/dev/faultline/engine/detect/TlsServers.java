package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import java.util.HashSet;
import java.util.Set;

/// Servers that were seen to speak TLS.
final class TlsServers {
    private static final int MOST = 10_000;

    private final Set<Endpoint> known = new HashSet<>();

    void add(Endpoint server) {
        if (known.size() < MOST) {
            known.add(server);
        }
    }

    boolean contains(Endpoint server) {
        return known.contains(server);
    }
}
