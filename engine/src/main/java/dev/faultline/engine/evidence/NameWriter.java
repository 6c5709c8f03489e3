package dev.faultline.engine.evidence;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes the names of the addresses of findings into the evidence file, each once.
final class NameWriter {
    private final AddressNames names;
    private final int most;
    private final Set<IpAddress> written = new HashSet<>();

    /// @param most addresses at most
    NameWriter(AddressNames names, int most) {
        this.names = names;
        this.most = most;
    }

    void write(Finding finding, EvidenceFile file) throws IOException {
        Map<IpAddress, List<String>> added = new HashMap<>(4);
        add(added, ip(finding.src()), finding.first());
        add(added, ip(finding.dst()), finding.first());
        add(added, finding.reporter(), finding.first());
        if (!added.isEmpty()) {
            file.writeNames(added);
        }
    }

    private static @Nullable IpAddress ip(@Nullable Endpoint end) {
        return end == null ? null : end.ip();
    }

    private void add(Map<IpAddress, List<String>> added, @Nullable IpAddress address, long time) {
        if (address == null || written.size() >= most || written.contains(address)) {
            return;
        }
        List<String> known = names.of(address, time);
        if (!known.isEmpty()) {
            written.add(address);
            added.put(address, known);
        }
    }
}
